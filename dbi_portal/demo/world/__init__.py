"""A small made-up country for tests: every model filled for every office, from a seed."""
