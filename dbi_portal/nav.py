"""The frame of every page: menu, office, badges. Stands at the top, so it may ask any app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from dbi_portal.lib.together import counted
from officers.models import Notice
from officers.roles import OfficeKind
from outreach import workflow
from outreach.models import Session
from reports.models import MonthlyReport
from villages.models import Proposal


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    current: bool
    badge: int = 0


# label, url name, icon, path prefixes it stands for, permission that shows it
ENTRIES = (
    ("Beranda", "home", "home", ("/", "/telusuri/"), "reports.view_dashboard"),
    ("Desa", "villages:list", "pin", ("/desa/", "/petugas/"), "villages.view_guidedvillage"),
    ("Kegiatan", "outreach:list", "talk", ("/kegiatan/", "/temuan/"), "outreach.view_session"),
    ("Data", "reports:statistic-list", "sheet", ("/data/",), "reports.view_passportstatistic"),
    ("Laporan", "reports:list", "doc", ("/laporan/",), "reports.view_monthlyreport"),
)
# The registers that stand side by side within an entry: label, url name, permission (or several,
# one of which is enough).
Right = str | tuple[str, ...]
TABS: tuple[tuple[tuple[str, str, Right], ...], ...] = (
    (
        ("Desa Binaan", "villages:list", "villages.view_guidedvillage"),
        ("Usul", "villages:proposal-list", "villages.view_proposal"),
        ("SK", "villages:decree-list", "villages.view_decree"),
        ("Petugas", "officers:list", "officers.view_officer"),
        ("Penugasan", "villages:assignment-list", "villages.view_assignment"),
        ("Perlu ditata", "villages:gaps", "villages.view_assignment"),
        ("Wilayah", "villages:region-list", "villages.view_region"),
        ("Kantor", "officers:office-list", "officers.view_office"),
    ),
    (
        ("Kegiatan", "outreach:list", "outreach.view_session"),
        ("Kalender", "outreach:calendar", "outreach.view_session"),
        ("Tindak lanjut", "outreach:follow-up-list", "outreach.view_session"),
        ("Konsultasi", "outreach:consultation-list", "outreach.view_consultation"),
        ("Temuan", "outreach:finding-list", (workflow.VIEW, workflow.SUBMIT)),
        ("Cakupan", "outreach:coverage", "outreach.view_consultation"),
        ("Target", "outreach:targets", "outreach.view_consultation"),
        ("Instansi", "outreach:institution-list", "outreach.view_consultation"),
        ("Tempat", "outreach:venue-list", "outreach.view_consultation"),
    ),
    (
        ("Statistik paspor", "reports:statistic-list", "reports.view_passportstatistic"),
        ("Daftar impor", "officers:import-list", "officers.view_office"),
    ),
    (
        ("Laporan", "reports:list", "reports.view_monthlyreport"),
        ("Kelengkapan", "reports:completeness", "reports.view_monthlyreport"),
        ("Penerima", "reports:recipient-list", "reports.change_reportrecipients"),
        ("Sertifikat", "reports:certificate", "reports.sign_monthlyreport"),
    ),
    (
        ("Profil", "officers:profile", ""),
        ("Pemberitahuan", "officers:notices", ""),
        ("Akun", "officers:user-list", "officers.view_user"),
        ("Token API", "officers:token-list", "officers.view_apitoken"),
        ("Pimpinan", "officers:head-list", "officers.view_officehead"),
        ("Pengaturan", "officers:settings", "officers.view_setting"),
        ("Daftar kata", "officers:words", "officers.view_setting"),
        ("Siapa boleh apa", "officers:rights", ""),
        ("Bantuan", "help", ""),
    ),
)

# What concerns oneself, behind one's own name: label, url name, icon, permission.
OWN = (
    ("Profil", "officers:profile", "user", ""),
    ("Akun", "officers:user-list", "users", "officers.view_user"),
    ("Pengaturan", "officers:settings", "filter", "officers.view_setting"),
    ("Bantuan", "help", "question", ""),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    badge: int = 0


def frame(request) -> dict:
    """Context of base.html; computed when a template asks, so that a bare answer costs nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"frame": {"demo": settings.DEMO_MODE}}
    badges = _badges(user)
    return {
        "frame": {
            "entries": [
                Entry(
                    label,
                    _url(name),
                    icon,
                    _is_current(request.path, prefixes),
                    sum(badges.get(each, 0) for each in (name, *BENEATH.get(name, ()))),
                )
                for label, name, icon, prefixes, permission in ENTRIES
                if user.has_perm(permission)
            ],
            "tabs": _tabs(request.path, user, badges),
            "own": [
                Entry(label, url, icon, request.path == url)
                for label, name, icon, right in OWN
                if (url := _url(name, "")) and (not right or user.has_perm(right))
            ],
            "notices_url": _url("officers:notices", ""),
            "unread": cache(partial(_unread, user)),
            "office_name": user.office.short_name if user.office else "",
            "role_label": user.get_role_display(),
            "signed_in_since": user.last_login,
            "demo": settings.DEMO_MODE,
        }
    }


def _tabs(path: str, user, badges: dict[str, int]) -> list[Tab]:
    """The registers beside the one that is open; none on a page deeper than a register."""
    for group in TABS:
        known = [(label, _url(name, ""), right, name) for label, name, right in group]
        if path in {url for _, url, _, _ in known if url}:
            return [
                Tab(label, url, url == path, badges.get(name, 0) if name in WITHIN else 0)
                for label, url, right, name in known
                if url and _may(user, right)
            ]
    return []


def _may(user, right: Right) -> bool:
    rights = (right,) if isinstance(right, str) else right
    return not right or any(map(user.has_perm, rights))


def _url(name: str, otherwise: str = "/") -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


def _is_current(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == "/" if prefix == "/" else path.startswith(prefix) for prefix in prefixes)


def _badges(user) -> dict[str, int]:
    """What waits for this person, by the register it waits in; one question for all of them."""
    shown = {name for _, name, _, _, permission in ENTRIES if user.has_perm(permission)}
    shown |= {each for name in shown for each in BENEATH.get(name, ())}
    waiting = {name: of(user) for name, of in WAITING.items() if name in shown}
    asked = {name: rows for name, rows in waiting.items() if rows is not None}
    return dict(zip(asked, counted(*asked.values()), strict=True))


def _proposals(user) -> QuerySet | None:
    """Proposals to answer."""
    if user.has_perm("villages.return_proposal"):
        return Proposal.objects.visible_to(user).waiting()
    return None


def _sessions(user) -> QuerySet | None:
    """Sessions to review, or sent back to whoever reported them."""
    if user.has_perm("outreach.approve_session"):
        status = Session.Status.REPORTED
    elif user.has_perm("outreach.change_session"):
        status = Session.Status.RETURNED
    else:
        return None
    return Session.objects.visible_to(user).filter(status=status)


def _unread(user) -> int:
    """How many notices wait under the bell; asked only where a bell is drawn."""
    return Notice.objects.visible_to(user).unread().count()


def _reports(user) -> QuerySet:
    """Sent back to one's office, waiting for one's signature, sent here to be received."""
    status = MonthlyReport.Status
    own = {
        status.RETURNED: "reports.check_monthlyreport",
        status.CHECKED: "reports.sign_monthlyreport",
    }
    mine = [each for each, right in own.items() if user.has_perm(right)]
    waiting = Q(office=user.office_id, status__in=mine)
    if user.has_perm("reports.receive_monthlyreport"):
        local = [OfficeKind.KANIM, OfficeKind.RUDENIM]
        kinds = [OfficeKind.KANWIL] if user.sees_all_offices else local
        waiting |= Q(office__kind__in=kinds, status=status.SENT)
    return MonthlyReport.objects.visible_to(user).filter(waiting)


WAITING = {
    "villages:list": _proposals,
    "outreach:list": _sessions,
    "outreach:finding-list": workflow.waiting_for,
    "reports:list": _reports,
}
# What waits in a register that has no entry of its own is counted at the entry above it, too.
BENEATH = {"outreach:list": ("outreach:finding-list",)}
WITHIN = frozenset(name for names in BENEATH.values() for name in names)
