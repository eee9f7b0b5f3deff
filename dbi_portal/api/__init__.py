"""The read API at /api/v1/: what an office sees on the pages, for its other systems."""
