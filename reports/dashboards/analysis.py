"""The pages that look at the same figures in another way, one row of links on each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch

from reports.dashboards.view import View

PAGES = (
    ("Beranda", "home"),
    ("Peta", "reports:map"),
    ("Desa berikutnya", "reports:next-villages"),
    ("Pivot", "reports:pivot"),
    ("Indikator", "reports:indicator-list"),
    ("Mutu data", "reports:data-quality"),
    ("Telusuri", "reports:drill"),
)


@dataclass(frozen=True)
class AnalysisLink:
    label: str
    url: str
    here: bool


def analysis_links(view: View, *, here: str = "") -> tuple[AnalysisLink, ...]:
    """Each page there is, with the filters of this one; `here`: the URL name of the page itself."""
    found = []
    for label, name in PAGES:
        try:
            found.append(AnalysisLink(label, view.link(name), name == here))
        except NoReverseMatch:
            continue
    return tuple(found)
