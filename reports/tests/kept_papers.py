"""Revisions as they lie in the portal, without drawing one: for what is said about papers."""

import hashlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from dbi_portal.lib import letters
from officers.models import Office
from officers.tests.factories import UserFactory
from reports.actions.drawing import digest_of
from reports.models import MonthlyReport, ReportRevision

SIGNED_AT = datetime(2025, 9, 3, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
SIGNER = {"position": "Plh. Kepala Kantor", "name": "Sari Contoh", "employee_number": "1980"}


def kept_paper(
    office: Office,
    *,
    number: int = 1,
    signed: datetime | None = SIGNED_AT,
    pdf: bytes = b"%PDF-1.7 satu",
    code: str = "A7KM-93QT-XH",
    **fields,
) -> ReportRevision:
    """One revision of the office's August with these bytes as its PDF; the report points at it."""
    report, _ = MonthlyReport.objects.get_or_create(office=office, month=date(2025, 8, 1))
    report.revision_number = max(number, report.revision_number)
    report.save()
    snapshot = {"month": "2025-08", "revision": number, "signer": SIGNER, "made_up": False}
    values = {
        "snapshot": snapshot,
        "digest": digest_of(snapshot),
        "known_at": SIGNED_AT,
        "built_at": SIGNED_AT,
        "code": code,
        "pdf_digest": hashlib.sha256(pdf).hexdigest(),
        "frozen_at": signed,
        "frozen_by": UserFactory() if signed else None,
    } | fields
    revision = ReportRevision(report=report, office=office, number=number, **values)
    revision.pdf.save("pdf", ContentFile(pdf), save=False)
    revision.save()
    return revision


def small_paper() -> bytes:
    """A real, tagged PDF of one page."""
    body = [letters.Paragraph("812 paspor terbit.")]
    return letters.pdf(
        letters.Letter(name="Laporan", letterhead=("KANIM UJI",), made_at=SIGNED_AT, body=body)
    )
