"""What people are to be reminded of. Each module finds one sort and says it as messages.

A message's key names the occasion (this session, on that day), so finding it again every quarter
hour tells nobody twice, and a session moved to another day is told anew.
"""
