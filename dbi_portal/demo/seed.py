"""Tells the five stories, from nothing or over what is there."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import transaction

from dbi_portal.demo import batam, bekasi, cilegon, jakarta_timur, peers, soekarno_hatta
from dbi_portal.demo.accounts import person, write_accounts
from dbi_portal.demo.bekasi_figures import HOMES, bekasi_figures
from dbi_portal.demo.figures import Figure, never_had, write_figures
from dbi_portal.demo.findings import write_findings
from dbi_portal.demo.heads import write_heads
from dbi_portal.demo.imported import import_figures
from dbi_portal.demo.indicators import write_indicators
from dbi_portal.demo.offices import KANIM, write_offices
from dbi_portal.demo.pen import Pen
from dbi_portal.demo.reports import write_reports
from officers.models import Office
from officers.roles import Role
from villages.editions import KEMENDAGRI_2025
from villages.loading import load
from villages.models import Region

OURS = ("officers", "villages", "outreach", "reports")
STORIES = (bekasi, batam, jakarta_timur, soekarno_hatta, cilegon)
# Everything the stories name; if one is missing, the whole edition is loaded.
NEEDED = {
    *(area for kanim in KANIM for area in kanim.areas),
    *HOMES,
    *(batam.TELUK_TERING, batam.TIBAN_BARU),
    *jakarta_timur.PICKED,
}


def ensure_regions() -> None:
    """Load the regions unless those of the stories are there."""
    if Region.objects.filter(pk__in=NEEDED).count() < len(NEEDED):
        load(KEMENDAGRI_2025)


@transaction.atomic
def seed(*, at: datetime) -> dict[str, int]:
    """Write what is missing of the five stories; how many rows of which model were added.

    Needs the regions and the default words. Nothing that is there already is changed.
    """
    before = row_counts()
    pen = Pen(at)
    offices = write_offices(pen)
    write_accounts(pen, offices)
    write_heads(pen, offices)
    for story in STORIES:
        story.tell(offices)
    write_findings(offices)
    for code, figures in _figures().items():
        _write(pen, offices[code], figures)
    write_reports(pen, offices)
    write_indicators(pen, offices["pusat"])
    after = row_counts()
    return {label: after[label] - before[label] for label in after if after[label] != before[label]}


def row_counts() -> dict[str, int]:
    """How many rows each model of the four apps has, by label."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model._base_manager.count() for model in models}


def _write(pen: Pen, office: Office, figures: list[Figure]) -> None:
    """What this office never had: from its sheets, and the rest as if typed."""
    operator, figures = person(office, Role.OPERATOR), never_had(office, figures)
    if operator:
        figures = import_figures(office, figures, by=operator, until=pen.at.date())
    write_figures(pen, office, figures, by=operator)


def _figures() -> dict[str, list[Figure]]:
    figures = {code: peers.peer_figures(counts) for code, counts in peers.ISSUED.items()}
    figures["kanim-batam"] += batam.batam_figures()
    return figures | {"kanim-bekasi": bekasi_figures()}
