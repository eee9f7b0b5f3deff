"""A report's totals a second way: SQL straight from the facts, as known at its own moments.

Nothing here uses the ledger or the code of the monthly figures; where both agree, neither is
likely to be wrong.
"""
