"""The frame of every page: menu, office, badges. Stands at the top, so it may ask any app."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from outreach.models import Session
from reports.models import MonthlyReport


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    current: bool
    badge: int = 0


# label, url name, icon, path prefixes it stands for, permission that shows it
ENTRIES = (
    ("Beranda", "home", "home", ("/",), "reports.view_dashboard"),
    ("Desa", "villages:list", "pin", ("/desa/", "/petugas/"), "villages.view_guidedvillage"),
    ("Kegiatan", "outreach:list", "talk", ("/kegiatan/",), "outreach.view_session"),
    ("Data", "reports:statistic-list", "sheet", ("/data/",), "reports.view_passportstatistic"),
    ("Laporan", "reports:list", "doc", ("/laporan/",), "reports.view_monthlyreport"),
)


def frame(request) -> dict:
    """Context of base.html; computed when a template asks, so that a bare answer costs nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"frame": {"demo": settings.DEMO_MODE}}
    return {
        "frame": {
            "entries": [
                Entry(
                    label, _url(name), icon, _is_current(request.path, prefixes), _badge(name, user)
                )
                for label, name, icon, prefixes, permission in ENTRIES
                if user.has_perm(permission)
            ],
            "office_name": user.office.short_name if user.office else "",
            "role_label": user.get_role_display(),
            "signed_in_since": user.last_login,
            "demo": settings.DEMO_MODE,
        }
    }


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return "/"


def _is_current(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == "/" if prefix == "/" else path.startswith(prefix) for prefix in prefixes)


def _badge(name: str, user) -> int:
    """What waits for this person: sessions to review, reports sent back."""
    if name == "outreach:list" and user.has_perm("outreach.approve_session"):
        return _sessions(user, Session.Status.REPORTED)
    if name == "outreach:list" and user.has_perm("outreach.change_session"):
        return _sessions(user, Session.Status.RETURNED)
    if name == "reports:list" and user.has_perm("reports.build_monthlyreport"):
        returned = MonthlyReport.objects.visible_to(user)
        return returned.filter(status=MonthlyReport.Status.RETURNED).count()
    return 0


def _sessions(user, status: str) -> int:
    return Session.objects.visible_to(user).filter(status=status).count()
