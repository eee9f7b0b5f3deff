"""The whole coverage of an area: asked of the database in a handful of queries, then computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count as Counted
from django.db.models.functions import Left

from officers.models import User
from outreach.figures.coverage import DISTRICT, REGENCY, Facts, Place, tree
from outreach.figures.matrix import Matrix, matrix
from outreach.figures.neighbourhoods import Neighbourhoods, Told, reached_in
from outreach.figures.reach import Question, named_units, terms, visits
from outreach.models import AudienceGroup, Topic
from villages.models import Region, RegionUnits

MOST_LISTED = 1000  # villages on one page; a larger area shows its districts and leads on
VILLAGE = 13
TERMS = {"topic": Topic, "group": AudienceGroup}


@dataclass(frozen=True)
class Survey:
    """`place` is the tree; `listed` says whether it goes down to the villages."""

    place: Place
    listed: bool
    topics: Matrix
    groups: Matrix


def survey(question: Question, user: User) -> Survey:
    """What this reader's sessions have reached in the area, about ten queries whatever its size."""
    sizes = _sizes(question)
    listed = sum(sizes.values()) <= MOST_LISTED
    facts = Facts(
        names=_names(sizes),
        sizes=sizes,
        visits=visits(question, villages=listed),
        villages=question.regions.values_list("pk", "name", "kind") if listed else (),
        units=neighbourhoods(question, user),
    )
    place = tree(question.area.title, facts)
    columns, kind = _columns(place)
    topics, groups = (
        matrix(
            _terms(each, user),
            [(column.code, column.name, column.villages) for column in columns],
            terms(question, each, depth=len(columns[0].code) if columns else VILLAGE),
            kind=kind,
        )
        for each in ("topic", "group")
    )
    return Survey(place, listed, topics, groups)


def neighbourhoods(question: Question, user: User) -> dict[str, Neighbourhoods]:
    """RT and RW by village: what sessions named, of the latest totals the reader sees."""
    told: dict[str, list[Told]] = {}
    for code, units, rt_count, rw_count in named_units(question):
        told.setdefault(code, []).append(Told(units, rt_count, rw_count))
    known = latest_units(user, question.regions)
    return {
        code: reached_in(told.get(code, ()), **known.get(code, {}))
        for code in question.regions.values_list("pk", flat=True)
    }


def latest_units(user: User, regions: Iterable[Region]) -> dict[str, dict[str, int | None]]:
    """The last count of each region the reader sees: {"rt_known": …, "rw_known": …}."""
    counted = RegionUnits.objects.visible_to(user).filter(region__in=regions)
    last = counted.order_by("region", "-counted_on", "-pk").distinct("region")
    return {
        region: {"rt_known": rt, "rw_known": rw}
        for region, rt, rw in last.values_list("region", "rt_count", "rw_count")
    }


def _sizes(question: Question) -> dict[str, int]:
    """How many villages every district of the area has."""
    districts = question.regions.annotate(district=Left("code", DISTRICT))
    counted = districts.values("district").annotate(number=Counted("pk")).order_by("district")
    return dict(counted.values_list("district", "number"))


def _names(districts: Iterable[str]) -> dict[str, tuple[str, str]]:
    codes = {code for district in districts for code in (district, district[:REGENCY])}
    rows = Region.objects.filter(pk__in=codes)
    return {region.pk: (region.name, region.get_kind_display()) for region in rows}


def _columns(place: Place) -> tuple[tuple[Place, ...], str]:
    """The regions side by side in a matrix: the first level at which there are several."""
    kinds = ("kabupaten/kota", "kecamatan", "desa/kelurahan")
    beneath, kind = place.children, kinds[0]
    for kind in kinds:
        if len(beneath) != 1 or not beneath[0].children:
            break
        beneath = beneath[0].children
    return tuple(sorted(beneath, key=lambda each: each.code)), kind


def _terms(kind: str, user: User) -> list[tuple[int, str]]:
    offered = TERMS[kind].objects.visible_to(user).in_use()
    return list(offered.values_list("pk", "name"))
