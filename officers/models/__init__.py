from officers.models.audit import AuditEvent
from officers.models.base import Dated, DatedQuerySet, Sourced, Term
from officers.models.head import OfficeHead
from officers.models.import_line import ImportLine
from officers.models.import_run import ImportRun
from officers.models.job import Job
from officers.models.notice import Notice
from officers.models.office import Office, OfficeAlias, OfficeClass, OfficeSupervision
from officers.models.officer import Officer
from officers.models.post import OfficerPost
from officers.models.setting import Setting
from officers.models.token import ApiToken
from officers.models.user import User

__all__ = [
    "ApiToken",
    "AuditEvent",
    "Dated",
    "DatedQuerySet",
    "ImportLine",
    "ImportRun",
    "Job",
    "Notice",
    "Office",
    "OfficeAlias",
    "OfficeClass",
    "OfficeHead",
    "OfficeSupervision",
    "Officer",
    "OfficerPost",
    "Setting",
    "Sourced",
    "Term",
    "User",
]
