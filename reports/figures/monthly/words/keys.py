"""Which line of a report is the one it is mostly about."""

from reports.figures.passports import PMI_ISSUED

ISSUED_KEY = f"{PMI_ISSUED.outcome}:{PMI_ISSUED.purpose}"
