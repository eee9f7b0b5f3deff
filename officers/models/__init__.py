from officers.models.audit import AuditEvent
from officers.models.base import Dated, DatedQuerySet, Sourced, Term
from officers.models.import_run import ImportRun
from officers.models.job import Job
from officers.models.office import Office, OfficeAlias, OfficeClass, OfficeSupervision
from officers.models.officer import Officer
from officers.models.user import User

__all__ = [
    "AuditEvent",
    "Dated",
    "DatedQuerySet",
    "ImportRun",
    "Job",
    "Office",
    "OfficeAlias",
    "OfficeClass",
    "OfficeSupervision",
    "Officer",
    "Sourced",
    "Term",
    "User",
]
