"""A whole country of made-up data, for measuring: every office, five years, any number of rows."""
