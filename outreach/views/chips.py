"""How a state looks: word, colour and icon."""

from dbi_portal.lib.pages import Chip
from outreach.models import Consultation, Session

Status, Outcome = Session.Status, Consultation.Outcome

STATUS_LOOKS = {
    Status.PLANNED: ("plain", "calendar"),
    Status.HELD: ("warn", "clock"),
    Status.REPORTED: ("info", "clock"),
    Status.RETURNED: ("warn", "returned"),
    Status.APPROVED: ("good", "check"),
    Status.CANCELLED: ("plain", "x"),
    Status.SUPERSEDED: ("plain", "returned"),
}
OUTCOME_LOOKS = {
    Outcome.ANSWERED: ("good", "check"),
    Outcome.REFERRED: ("info", "send"),
    Outcome.OPEN: ("warn", "clock"),
}
SAMPLE = Chip("data contoh", "gold", "info")


# An open correction is told apart: what it corrects still counts.
CORRECTION_WORDS = {
    Status.HELD: "Koreksi disusun",
    Status.REPORTED: "Koreksi menunggu",
    Status.RETURNED: "Koreksi dikembalikan",
    Status.CANCELLED: "Koreksi dibatalkan",
}


def status_chip(session: Session) -> Chip:
    words = CORRECTION_WORDS.get(session.status) if session.corrects_id else None
    return Chip(words or session.get_status_display(), *STATUS_LOOKS[session.status])


def outcome_chip(consultation: Consultation) -> Chip:
    return Chip(consultation.get_outcome_display(), *OUTCOME_LOOKS[consultation.outcome])


def sample_chips(row: Session | Consultation) -> list[Chip]:
    return [SAMPLE] if row.made_up else []
