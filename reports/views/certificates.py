"""What an office signs its PDFs with: the state of its certificate, and how to put one in place."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.days import in_zone, long_date
from dbi_portal.lib.pages import Chip, Crumb, Fact, PageHead
from officers.models import Office
from officers.views.settings import asked_office
from reports.signatures import Certificate, certificate_of

# Who signs, and who keeps the office's letterhead.
RIGHTS = ("reports.sign_monthlyreport", "officers.change_own_office")
SOON = timedelta(days=30)


def certificate_page(request: HttpRequest) -> HttpResponse:
    """The certificate of one's own office, or of one beneath it (`?kantor=`)."""
    if not _may(request):
        raise PermissionDenied
    office, at = asked_office(request), timezone.now()
    certificate = certificate_of(office.code, at)
    head = PageHead(
        "Sertifikat elektronik",
        lead="Dengan sertifikat, PDF laporan yang ditandatangani di portal juga memuat tanda "
        "tangan elektronik. Tanpa sertifikat laporan tetap ditandatangani dan dikirim seperti "
        "biasa; kertasnya menyebut “belum ditandatangani elektronik”.",
        crumbs=[
            Crumb("Beranda", reverse("home")),
            Crumb("Laporan", reverse("reports:list")),
            Crumb("Sertifikat elektronik"),
        ],
        chips=[chip(certificate, at)],
    )
    offices = Office.objects.visible_to(request.user).filter(closed_on__isnull=True)
    context = {
        "page": head,
        "office": office,
        "offices": offices,
        "certificate": certificate,
        "notice": warning(certificate, at),
        "facts": facts(certificate, office) if certificate else (),
    }
    return render(request, "reports/certificates/page.html", context)


def certificate_panel(request: HttpRequest, code: str) -> HttpResponse:
    """A part of an office's page: whether its PDFs are signed electronically."""
    office = get_object_or_404(Office.objects.visible_to(request.user), code=code)
    at = timezone.now()
    certificate = certificate_of(office.code, at)
    context = {
        "chip": chip(certificate, at),
        "certificate": certificate,
        "url": f"{reverse('reports:certificate')}?kantor={office.code}" if _may(request) else "",
    }
    return render(request, "reports/certificates/panel.html", context)


def _may(request: HttpRequest) -> bool:
    return any(map(request.user.has_perm, RIGHTS))


def chip(certificate: Certificate | None, at: datetime) -> Chip:
    if certificate is None:
        return Chip("belum dipasang", "plain", "info")
    if certificate.problem:
        return Chip("tidak dapat dipakai", "bad", "stop")
    if certificate.valid_until - at < SOON:
        return Chip("segera kedaluwarsa", "warn", "clock")
    return Chip("siap dipakai", "good", "check")


def warning(certificate: Certificate | None, at: datetime) -> str:
    """What the office should do about it, when there is something to do."""
    if certificate is None:
        return ""
    if certificate.problem:
        return f"{certificate.problem} Laporan tetap dapat ditandatangani di portal."
    if certificate.self_signed:
        return (
            "Sertifikat ini diterbitkan sendiri, jadi hanya untuk mencoba: pembaca PDF tidak "
            "mengenal penerbitnya."
        )
    return ""


def facts(certificate: Certificate, office: Office) -> list[Fact]:
    if certificate.valid_from is None:
        return []
    return [
        Fact("Atas nama", certificate.subject),
        Fact("Penerbit", certificate.issuer),
        Fact("Berlaku mulai", _day(certificate.valid_from, office)),
        Fact("Berlaku sampai", _day(certificate.valid_until, office)),
        Fact("Nomor seri", certificate.serial),
        Fact("Sidik SHA-256", certificate.fingerprint),
    ]


def _day(moment: datetime, office: Office) -> str:
    return long_date(in_zone(moment, office.time_zone).date())
