"""What tests beside plain SQL share: more facts in the made-up world, and how a change is said."""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.models import Office
from outreach.models import RegionReached, Session, SessionVillage, Speaker
from outreach.tests.factories import InstitutionFactory, SessionFactory
from reports.models.statistic import Outcome
from reports.tests.factories import StatisticFactory
from villages.models import GuidedVillage, Region

AUGUST, JULY, LAST_YEAR = Month(2025, 8), Month(2025, 7), Month(2024, 8)
SHOWN = {"bulan": "2025-08"}


def more_facts() -> None:
    """What the made-up world lacks: other outcomes, and sessions of other months and villages."""
    for number, office in enumerate(Office.objects.order_by("pk"), start=1):
        _unissued(office, number)
        _sessions(office, number)


def _unissued(office: Office, number: int) -> None:
    """Each office another number of each; refusals of odd offices by purpose, of two of them."""
    for month, more in ((AUGUST, 1), (JULY, 3), (LAST_YEAR, 7)):
        split = {"pmi": 2, "umrah": 5} if number % 2 else {"": 1}
        for purpose, weight in split.items():
            StatisticFactory(
                office=office, month=month, outcome=Outcome.REFUSED, purpose=purpose,
                count=number * weight + more,
            )  # fmt: skip
        for place, outcome in enumerate((Outcome.DELAYED, Outcome.DEPARTURE_DELAY), start=4):
            StatisticFactory(
                office=office, month=month, outcome=outcome, purpose="", count=number * place + more
            )
    if number == 3:
        StatisticFactory(office=office, month=AUGUST, outcome=Outcome.CANCELLED, purpose="")


def _sessions(office: Office, number: int) -> None:
    """One without any village, one of last year, one that reached its office's fourth village."""
    days = date(2025, 7, 1 + number), date(2024, 8, 1 + number), date(2025, 8, 20)
    plain, _, far = (
        SessionFactory(office=office, status=Session.Status.APPROVED, held_on=day) for day in days
    )
    plain.audiences.create(office=office, group=_group(office), count=10 + number)
    served = GuidedVillage.objects.filter(office=office).order_by("pk")[1]
    SessionVillage.objects.create(session=far, office=office, village=served)
    fourth = Region.objects.filter(parent=served.region.parent_id).order_by("-pk").first()
    RegionReached.objects.create(
        session=far, office=office, region=fourth, rt_count=number, rw_count=2
    )
    Speaker.objects.create(session=far, office=office, institution=InstitutionFactory())


def _group(office: Office):
    return office.sessions.filter(audiences__isnull=False).first().audiences.first().group


def moved(now: int, before: int | None, since: str, *, none_yet: bool = False) -> str:
    """The sentence about a change, as the design writes it."""
    if none_yet and not before:
        return f"{since} belum ada"
    if before is None:
        return f"belum ada angka {since}"
    if now == before:
        return f"sama dengan {since}"
    return f"{'naik' if now > before else 'turun'} {angka(abs(now - before))} dari {since}"


def figure(page, label: str):
    return next(each for each in page.dashboard.figures if each.label == label)


def texts(changes) -> list[str]:
    return [each.text for each in changes]
