from outreach.models.consultation import Consultation
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
from outreach.models.session import Session
from outreach.models.terms import (
    AudienceGroup,
    Duty,
    Institution,
    ProgrammeTag,
    SessionKind,
    Topic,
)

__all__ = [
    "Audience",
    "AudienceGroup",
    "Consultation",
    "Duty",
    "FollowUp",
    "Institution",
    "ProgrammeTag",
    "RegionReached",
    "Session",
    "SessionDuty",
    "SessionKind",
    "SessionOfficer",
    "SessionPart",
    "SessionPhoto",
    "SessionTag",
    "SessionTopic",
    "SessionVillage",
    "Speaker",
    "Topic",
]
