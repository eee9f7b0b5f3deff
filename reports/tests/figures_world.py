"""Small places for the tests of figures and dashboards."""

from datetime import date

from officers.models import Office
from reports.models import MonthlyReport, ReportRevision
from reports.tests.factories import LONG_KNOWN, StatisticFactory
from villages.models import GuidedVillage, Region, RegionEdition, Tenure, VillageStep
from villages.tests.factories import known_since

LONG_AGO = date(2020, 1, 1)
Stage = GuidedVillage.Stage


def region(name: str, code: str) -> Region:
    """A kelurahan with everything above it."""
    edition, _ = RegionEdition.objects.get_or_create(
        code="uji", defaults={"name": "Uji", "effective_on": LONG_AGO}
    )
    parent, parts = None, code.split(".")
    for depth, level in enumerate(Region.Level.values):
        own = ".".join(parts[: depth + 1])
        parent, _ = Region.objects.get_or_create(
            code=own,
            defaults={
                "name": name if level == "desa" else f"Wilayah {own}",
                "level": level,
                "kind": {"desa": "kelurahan", "kabupaten": "kota"}.get(level, level),
                "parent": parent,
                "path": parent.name if parent else "",
                "edition": edition,
            },
        )
    return parent


def village(
    office: Office, name: str = "Contoh", code: str = "32.75.01.1001", **steps: date
) -> GuidedVillage:
    """A Desa Binaan `office` holds, a step for each stage: `aktif=date(2025, 8, 1)`."""
    stage = Stage([*steps][-1].replace("_", "-")) if steps else Stage.CANDIDATE
    found = GuidedVillage.objects.create(region=region(name, code), office=office, stage=stage)
    Tenure.objects.create(village=found, office=office, starts_on=LONG_AGO)
    for stage, day in steps.items():
        VillageStep.objects.create(
            village=found,
            office=office,
            stage=stage.replace("_", "-"),
            happened_on=day,
            note="Penduduknya pindah." if stage == "tidak_aktif" else "",
        )
    known_since(found.steps.all())
    return found


def passports(office: Office, month, count: int, **values):
    """The PMI passports an office issued in a month."""
    return StatisticFactory(office=office, month=month, count=count, **values)


def running_total(office: Office, months, count: int, **values):
    """What an office printed for several months together."""
    days = {"period_start": months.first_day, "period_end": months.last_day}
    return StatisticFactory(office=office, count=count, **days, **values)


def report(
    office: Office, month, status: str = MonthlyReport.Status.DRAFT, *, held: tuple = ()
) -> MonthlyReport:
    """A report that was built; with `held`, one whose figures did not agree."""
    found = MonthlyReport.objects.create(office=office, month=month.first_day, status=status)
    ReportRevision.objects.create(
        report=found, office=office, number=1, snapshot={}, digest="0" * 64, held=list(held),
        known_at=LONG_KNOWN, built_at=LONG_KNOWN,
    )  # fmt: skip
    return found
