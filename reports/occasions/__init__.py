"""What people are to be told of reports by the clock: drafted, due, late, late for long.

As in `outreach/occasions`: a message's key names the occasion, so finding it again tells nobody
twice.
"""
