from outreach.models.calendar import CalendarFeed, Target
from outreach.models.consultation import Consultation
from outreach.models.finding import Finding, FindingStep
from outreach.models.followup import FollowUp
from outreach.models.parts import (
    Audience,
    RegionReached,
    SessionDuty,
    SessionOfficer,
    SessionPart,
    SessionPhoto,
    SessionTag,
    SessionTopic,
    SessionVillage,
    Speaker,
)
from outreach.models.review import SessionAttachment, SessionRemark
from outreach.models.session import Session
from outreach.models.summary import InstitutionSum, ReachedSum, ServedSum, SessionSum
from outreach.models.terms import (
    AudienceGroup,
    Duty,
    Institution,
    InstitutionAlias,
    ProgrammeTag,
    SessionKind,
    Topic,
)
from outreach.models.venue import Venue

__all__ = [
    "Audience",
    "AudienceGroup",
    "CalendarFeed",
    "Consultation",
    "Duty",
    "Finding",
    "FindingStep",
    "FollowUp",
    "Institution",
    "InstitutionAlias",
    "InstitutionSum",
    "ProgrammeTag",
    "ReachedSum",
    "RegionReached",
    "ServedSum",
    "Session",
    "SessionAttachment",
    "SessionDuty",
    "SessionKind",
    "SessionOfficer",
    "SessionPart",
    "SessionPhoto",
    "SessionRemark",
    "SessionSum",
    "SessionTag",
    "SessionTopic",
    "SessionVillage",
    "Speaker",
    "Target",
    "Topic",
    "Venue",
]
