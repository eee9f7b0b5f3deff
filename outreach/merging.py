"""What of this app hangs on an officer when two records of him become one."""

from officers.merging import register
from outreach.models import Consultation, Finding, SessionOfficer

register(SessionOfficer, called="kegiatan", once_per=("session",))
register(Consultation)
register(Finding)
