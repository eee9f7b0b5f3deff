"""What an office steers by: a target, a kept view, a word on its data; and a village on the map."""

from __future__ import annotations

from datetime import date, datetime

from dbi_portal.demo.world.papers import MONTH
from dbi_portal.lib.outlines import Bounds
from officers.models import Office, User
from reports.actions.indicators import SETTING, set_indicator
from reports.actions.saved_views import save_view
from reports.actions.verdicts import Verdict, judge_data
from reports.dashboards.indicator_words import SUGGESTED
from reports.figures.period import MonthRange
from reports.figures.quality import oddities
from reports.models import Indicator, SavedView
from villages.actions.borders import Bordered, store_borders
from villages.actions.places import place_village
from villages.models import GuidedVillage

SINCE = date(2025, 1, 1)
YEAR = 12
SOUTH, EAST = -5, 109  # at sea, north of Java: no village lies there
HALF = 0.004  # degrees from the middle of a square to its side
EXAMPLE = "Data contoh"


def write_indicator(office: Office, *, by: User, at: datetime) -> None:
    """Only the centre and a Kanwil set targets."""
    if office.kind in SETTING:
        values = dict(SUGGESTED["kegiatan-tiap-bulan"])
        values["explanation"] += " (contoh)"
        set_indicator(indicator=Indicator(starts_on=SINCE, **values), by=by, at=at)


def write_view(office: Office, *, by: User, at: datetime) -> None:
    view = SavedView(page="pivot", name="Per bulan (contoh)", query="baris=bulan", shared=True)
    save_view(view=view, by=by, at=at)


def write_verdict(office: Office, *, by: User, at: datetime) -> None:
    """The first odd thing in the office's own figures is going to be mended; so it stays open."""
    months = MonthRange.ending(MONTH.next(), months=YEAR)
    first = next(iter(oddities([office.pk], months, today=at.date())))
    judge_data(
        found=first, office=office, verdict=Verdict.TO_MEND, note="Diperiksa lagi (contoh).",
        by=by, at=at,
    )  # fmt: skip


def write_mark(office: Office, *, by: User, at: datetime) -> None:
    """Its first village lies at sea, within a small square."""
    village = GuidedVillage.objects.filter(office=office).order_by("region_id")[0]
    _, regency, district, _ = village.region_id.split(".")
    lat, lng = SOUTH - int(regency) / 100, EAST + int(district) / 100
    place_village(village=village, lat=lat, lng=lng, note=EXAMPLE, by=by, at=at)
    around = Bounds(lng - HALF, lat - HALF, lng + HALF, lat + HALF)
    ring = [
        [around.west, around.south], [around.east, around.south], [around.east, around.north],
        [around.west, around.north], [around.west, around.south],
    ]  # fmt: skip
    square = {"type": "Polygon", "coordinates": [ring]}
    store_borders(found=[Bordered(village.region_id, square, around)], source=EXAMPLE, at=at)
