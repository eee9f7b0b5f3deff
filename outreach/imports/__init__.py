"""Sessions from an office's own list: which columns it may have, and what its cells come to."""
