"""Electronic signatures on a report's PDF, with the certificate its office put in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Certificate:
    """What an office's certificate says of itself; `problem` why nothing can be signed with it."""

    office_code: str
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    fingerprint: str = ""
    problem: str = ""


class SignatureError(Exception):
    """No signature could be made; the message is a sentence for the head and the admin."""


def certificate_of(office_code: str, at: datetime | None = None) -> Certificate | None:
    """What lies ready for that office to sign with; None where nothing was put in place."""
    return None


def sign_pdf(pdf: bytes, *, office_code: str, reason: str, at: datetime) -> tuple[bytes, dict]:
    """The PDF with an invisible electronic signature, and what ReportRevision.signature keeps.

    Raises SignatureError with a sentence.
    """
    raise SignatureError("Kantor ini belum memasang sertifikat elektronik.")
