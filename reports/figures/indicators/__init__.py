"""Indicators: what may be measured against a target, for offices and periods."""
