"""Lines of a checked sheet as the page shows them: which figure, and its old and new count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dbi_portal.lib.numbers import angka
from officers.imports.resource import Shown, ShownCell
from officers.models import ImportLine, Office
from reports.actions.statistics import KEY_COLUMNS
from reports.imports.comparing import key_of
from reports.models import PassportStatistic
from reports.period import Period
from villages.models import Region

LABELS = {
    name: dict(PassportStatistic._meta.get_field(name).flatchoices)
    for name in ("outcome", "purpose", "service", "book_type", "sex")
}
DETAILS = (
    *("outcome", "purpose", "service", "book_type"),
    *("destination", "sex", "service_point", "reason"),
)


def shown(lines: Sequence[ImportLine]) -> Iterator[Shown]:
    """In the lines' order. One look-up each for offices, villages and the figures they became."""
    offices = Office.objects.in_bulk({each.values.get("office_id") for each in lines} - {None})
    regions = Region.objects.in_bulk({each.values.get("home_region_id") for each in lines} - {None})
    figures = _figures(lines)
    for line in lines:
        yield _shown(line, offices, regions, figures.get(_key(line)) if line.values else None)


def details(values: Mapping[str, object]) -> str:
    """ "Terbit · Pekerja Migran Indonesia (PMI)": all a figure is broken down by, but where."""
    said = ((name, values.get(name)) for name in DETAILS)
    return " · ".join(LABELS.get(name, {}).get(value, value) for name, value in said if value)


def _shown(line: ImportLine, offices: Mapping, regions: Mapping, figure) -> Shown:
    values = line.values
    if not values:
        return Shown(what=line.said)
    region = regions.get(values.get("home_region_id"))
    days = [date.fromisoformat(values[name]) for name in ("period_start", "period_end")]
    what = " · ".join(filter(None, [region.name if region else "", Period(*days).label]))
    cells = [ShownCell("Jumlah", angka(values["count"]), _before(line))]
    if values.get("said"):
        cells.append(ShownCell("Desa tertulis", values["said"]))
    return Shown(
        what=what,
        detail=details(values),
        cells=tuple(cells),
        office=str(offices.get(values["office_id"], "")),
        url=figure.get_absolute_url() if figure else "",
    )


def _before(line: ImportLine) -> str | None:
    return angka(line.before["count"]) if "count" in line.before else None


def _key(line: ImportLine) -> tuple:
    return line.run_id, key_of(line.values)


def _figures(lines: Iterable[ImportLine]) -> dict[tuple, PassportStatistic]:
    """What each line wrote or, before that, what it speaks of; by its run and key."""
    found = {}
    pointed = {int(line.target): _key(line) for line in lines if line.target}
    for pk, row in PassportStatistic.objects.in_bulk(pointed).items():
        found[pointed[pk]] = row
    runs, rows = {line.run_id for line in lines}, {line.row for line in lines}
    written = PassportStatistic.objects.filter(import_run__in=runs, row__in=rows).order_by("pk")
    for row in written:
        key = (getattr(row, name) for name in KEY_COLUMNS)
        spoken = (each.isoformat() if isinstance(each, date) else each for each in key)
        found[row.import_run_id, tuple(spoken)] = row
    return found
