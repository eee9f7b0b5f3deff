"""What the keys of a cross table are called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outreach.models import AudienceGroup, Duty, Institution, ProgrammeTag, SessionKind, Topic
from reports.dashboards.scope import Scope
from reports.figures.period import MonthRange
from reports.figures.pivot.axes import HOMES, Axis, buckets
from reports.models.statistic import BookType, Outcome, Purpose, Service, Sex
from villages.models import GuidedVillage, Region

# What stands in the address and in the rows as itself, in the order of its list.
LISTS = {"hasil": Outcome, "keperluan": Purpose, "layanan": Service, "paspor": BookType,
         "kelamin": Sex}  # fmt: skip
TERMS = {"jenis": SessionKind, "topik": Topic, "tugas": Duty, "unsur": AudienceGroup,
         "tag": ProgrammeTag, "instansi": Institution}  # fmt: skip
NONE = {
    "kanwil": "Tanpa Kanwil", "topik": "Tanpa topik", "tugas": "Tanpa tugas",
    "unsur": "Tanpa rincian unsur", "desa-binaan": "Tanpa Desa Binaan",
    "kabupaten": "Tanpa wilayah", "instansi": "Tanpa narasumber", "tag": "Tanpa penanda",
}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """A row or column: its key, its name, and where it lies if the name does not say it."""

    key: str
    label: str
    detail: str = ""


def heads(
    axis: Axis,
    keys: Iterable[str],
    weights: Mapping[str, int],
    scope: Scope,
    months: MonthRange,
    *,
    short: bool = False,
) -> list[Head]:
    """Every row or column there is, in the order of time, of the list, or the weightiest first.

    Offices, Kanwil and periods without a figure stand there too: nothing known is worth seeing.
    `short`: "Agu 2025", so that a year of columns fits an office screen.
    """
    if axis.is_time:
        return [
            Head(key, _period(axis, span, short=short))
            for key, span in buckets(months, axis).items()
        ]
    if axis.key in LISTS:
        found = set(keys)
        return [Head(key, label) for key, label in LISTS[axis.key].choices if key in found]
    named = _named(axis, {*keys, *_expected(axis, scope)}, scope)
    return sorted(named, key=lambda head: (not head.key, -(weights.get(head.key) or 0), head.label))


def _period(axis: Axis, span: MonthRange, *, short: bool) -> str:
    if axis.key == "bulan":
        return span.first.short_label if short else span.first.label
    if axis.key == "tahun":
        return str(span.first.year)
    return f"Triwulan {('I', 'II', 'III', 'IV')[(span.first.number - 1) // 3]} {span.first.year}"


def _expected(axis: Axis, scope: Scope) -> set[str]:
    if axis.key == "kantor":
        return {str(office.pk) for office in scope.now}
    return {str(kanwil.pk) for kanwil in scope.kanwil.values()} if axis.key == "kanwil" else set()


def _named(axis: Axis, keys: set[str], scope: Scope) -> list[Head]:
    names = _names(axis, keys - {""}, scope)
    unnamed = {"": NONE.get(axis.key, "Tidak disebut")}
    return [Head(key, *names.get(key, (unnamed.get(key, key), ""))) for key in keys]


def _names(axis: Axis, keys: set[str], scope: Scope) -> dict[str, tuple[str, str]]:
    if axis.is_place:
        known = scope.offices if axis.key == "kantor" else {k.pk: k for k in scope.kanwil.values()}
        return {str(pk): (office.short_name, "") for pk, office in known.items()}
    if axis.key in HOMES:
        rows = Region.objects.filter(pk__in=keys).values_list("code", "name", "path")
        return {code: (name, path) for code, name, path in rows}
    if axis.key == "desa-binaan":
        rows = GuidedVillage.objects.filter(pk__in=keys).select_related("region")
        return {str(row.pk): (row.region.name, row.region.path) for row in rows}
    if axis.key in TERMS:
        rows = TERMS[axis.key].objects.filter(pk__in=keys).values_list("pk", "name")
        return {str(pk): (name, "") for pk, name in rows}
    return {}
