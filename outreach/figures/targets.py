"""Sessions meant, planned, held and approved in a month: by village, and by office as a whole.

A target somebody wrote down is kept as a row; where nobody did, the office's setting holds for
each village under guidance, and the office's own target is the sum of its villages'. Sessions
count where they stand: a cancelled one and an unfinished correction do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dbi_portal.lib.months import Month
from officers import policy
from officers.models import Office
from outreach.models import Session, SessionVillage, Target
from villages.models import GuidedVillage, Tenure, VillageStep

Status, Stage = Session.Status, GuidedVillage.Stage
SETTING = "session_target_per_village"
UNDER_GUIDANCE = (Stage.INAUGURATED, Stage.ACTIVE)
NOT_YET, TOOK_PLACE = (Status.PLANNED,), (Status.HELD, Status.REPORTED, Status.RETURNED)


@dataclass(frozen=True)
class Tally:
    """Sessions of a month by how far they are; each counts in one place only.

    `planned` are still to come or to be reported, `held` took place and wait for approval.
    """

    planned: int = 0
    held: int = 0
    approved: int = 0

    @property
    def all(self) -> int:
        return self.planned + self.held + self.approved


@dataclass(frozen=True)
class VillageTarget:
    village: GuidedVillage
    target: int
    is_default: bool
    tally: Tally

    @property
    def missing(self) -> int:
        """How many more must be planned to reach the target."""
        return max(self.target - self.tally.all, 0)


@dataclass(frozen=True)
class OfficeTarget:
    """`is_default`: nobody set the office's own target, so it is the sum of its villages'.

    `untouched`: villages under guidance for which nothing is planned or held this month.
    """

    office: Office
    target: int
    is_default: bool
    tally: Tally
    villages: int
    untouched: int

    @property
    def missing(self) -> int:
        return max(self.target - self.tally.all, 0)


def village_targets(office: Office, month: Month) -> list[VillageTarget]:
    """Each village the office guides in that month, by name. Five queries."""
    default = policy.values(SETTING, offices=[office], on=month.last_day)[office.pk]
    own = _targets([office], month).filter(village__isnull=False)
    explicit = dict(own.values_list("village_id", "sessions"))
    held = guided([office], month).values("village_id")
    villages = GuidedVillage.objects.filter(Q(pk__in=held) | Q(pk__in=explicit))
    tallies = _by_village([office], month)
    return [
        VillageTarget(
            village,
            explicit.get(village.pk, default),
            village.pk not in explicit,
            tallies.get(village.pk, Tally()),
        )
        for village in villages.select_related("region").order_by("region__name", "pk")
    ]


def office_targets(offices: Iterable[Office], month: Month) -> list[OfficeTarget]:
    """Each office as a whole. The same few queries for one office and for all."""
    offices = list(offices)
    defaults = policy.values(SETTING, offices=offices, on=month.last_day)
    whole = dict(
        _targets(offices, month).filter(village__isnull=True).values_list("office_id", "sessions")
    )
    counts, tallies = _villages_of(offices, month), _by_office(offices, month)
    touched = _touched(offices, month)
    return [
        _office_target(office, whole, defaults[office.pk], counts, tallies, touched)
        for office in offices
    ]


def guided(offices: Iterable[Office], month: Month) -> QuerySet:
    """Tenures, on the month's last day, of villages that are inaugurated or active by then."""
    day: date = month.last_day
    steps = VillageStep.objects.filter(happened_on__lte=day).order_by()
    same_day = Q(happened_on=OuterRef("happened_on"), pk__gt=OuterRef("pk"))
    after = Q(happened_on__gt=OuterRef("happened_on")) | same_day
    # Asked of all villages at once: the last step of each, one by one, takes four times as long.
    last = steps.exclude(Exists(steps.filter(after, village=OuterRef("village"))))
    standing = last.filter(stage__in=UNDER_GUIDANCE)
    return Tenure.objects.on(day).filter(office__in=offices, village__in=standing.values("village"))


def _office_target(office, whole, default, counts, tallies, touched) -> OfficeTarget:
    villages, explicit, written = counts.get(office.pk, (0, 0, 0))
    summed = written + (villages - explicit) * default
    return OfficeTarget(
        office,
        whole.get(office.pk, summed),
        office.pk not in whole,
        tallies.get(office.pk, Tally()),
        villages,
        villages - touched.get(office.pk, 0),
    )


def _targets(offices: Iterable[Office], month: Month) -> QuerySet:
    return Target.objects.filter(office__in=offices, month=month.first_day).order_by()


def _villages_of(offices: list[Office], month: Month) -> dict[int, tuple[int, int, int]]:
    """By office: villages under guidance, how many of them have a written target, their sum."""
    held = guided(offices, month).order_by()
    villages = dict(held.values_list("office_id").annotate(number=Count("pk")))
    meant = _targets(offices, month).filter(_of_a_holder(held))
    written = meant.values("office_id").annotate(number=Count("pk"), sum=Sum("sessions"))
    told = {row["office_id"]: (row["number"], row["sum"]) for row in written}
    return {office: (number, *told.get(office, (0, 0))) for office, number in villages.items()}


def _of_a_holder(held: QuerySet) -> Exists:
    """Targets for a village that their own office holds."""
    return Exists(held.filter(village=OuterRef("village"), office=OuterRef("office")))


def _sessions(offices: Iterable[Office], month: Month) -> QuerySet:
    return Session.objects.current().in_month(month).filter(office__in=offices)


def _by_office(offices: list[Office], month: Month) -> dict[int, Tally]:
    rows = _sessions(offices, month).order_by().values("office_id")
    return {row["office_id"]: _tally(row) for row in rows.annotate(**_counts("status", "pk"))}


def _by_village(offices: list[Office], month: Month) -> dict[int, Tally]:
    served = SessionVillage.objects.filter(session__in=_sessions(offices, month).order_by())
    counts = _counts("session__status", "session")
    rows = served.order_by().values("village_id").annotate(**counts)
    return {row["village_id"]: _tally(row) for row in rows}


def _touched(offices: list[Office], month: Month) -> dict[int, int]:
    """How many of an office's villages have a session this month, cancelled ones left aside."""
    live = _sessions(offices, month).exclude(status=Status.CANCELLED)
    served = SessionVillage.objects.filter(session__in=live.order_by()).values("village_id")
    rows = guided(offices, month).filter(village__in=served).order_by().values("office_id")
    return dict(rows.annotate(number=Count("village")).values_list("office_id", "number"))


def _counts(status: str, what: str) -> dict[str, Count]:
    groups = {"planned": NOT_YET, "held": TOOK_PLACE, "approved": (Status.APPROVED,)}
    return {
        name: Count(what, filter=Q(**{f"{status}__in": statuses}), distinct=True)
        for name, statuses in groups.items()
    }


def _tally(row: dict) -> Tally:
    return Tally(row["planned"], row["held"], row["approved"])
