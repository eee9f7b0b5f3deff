"""The whole coverage of an area: asked of the database in a handful of queries, then computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count as Counted
from django.db.models.functions import Left

from officers.models import User
from outreach.figures.coverage import DISTRICT, REGENCY, Facts, Place, tree
from outreach.figures.matrix import DISTRICTS, REGENCIES, VILLAGES, Matrix, matrix
from outreach.figures.neighbourhoods import Neighbourhoods, Told, reached_in
from outreach.figures.reach import Question, named_units, terms, visits
from outreach.models import AudienceGroup, Topic
from villages.figures.units import latest_units
from villages.models import Region

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
    place = place_of(question, user)
    columns, kind = _columns(place)
    beside = [(column.code, column.name, column.villages) for column in columns]
    depth = len(columns[0].code) if columns else VILLAGE
    topics, groups = (
        matrix(_terms(each, user), beside, terms(question, each, depth=depth), kind=kind)
        for each in ("topic", "group")
    )
    return Survey(place, place.villages <= MOST_LISTED, topics, groups)


def place_of(question: Question, user: User) -> Place:
    """The area's tree, down to the villages where there are at most MOST_LISTED of them."""
    sizes = _sizes(question)
    listed = sum(sizes.values()) <= MOST_LISTED
    facts = Facts(
        names=_names(sizes),
        sizes=sizes,
        visits=visits(question, villages=listed),
        villages=_listed(question) if listed else (),
        units=neighbourhoods(question, user),
    )
    return replace(tree(question.area.title, facts), code=_single(question))


def neighbourhoods(question: Question, user: User) -> dict[str, Neighbourhoods]:
    """RT and RW by village: what sessions named, of the latest totals the reader sees."""
    told: dict[str, list[Told]] = {}
    for code, units, rt_count, rw_count in named_units(question):
        told.setdefault(code, []).append(Told(units, rt_count, rw_count))
    known = latest_units(user, question.regions)
    return {
        code: reached_in(
            told.get(code, ()),
            rt_known=known[code].rt_count if code in known else None,
            rw_known=known[code].rw_count if code in known else None,
        )
        for code in question.regions.values_list("pk", flat=True)
    }


def _single(question: Question) -> str:
    """The code of an area that is one region; empty for several."""
    return question.area.codes[0] if len(question.area.codes) == 1 else ""


def _listed(question: Question) -> list[tuple[str, str, str]]:
    return [
        (region.pk, region.name, region.get_kind_display())
        for region in question.regions.only("pk", "name", "kind")
    ]


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
    kinds = iter((REGENCIES, DISTRICTS, VILLAGES))
    beneath, kind = place.children, next(kinds)
    while len(beneath) == 1 and beneath[0].children:
        beneath, kind = beneath[0].children, next(kinds)
    return tuple(sorted(beneath, key=lambda each: each.code)), kind


def _terms(kind: str, user: User) -> list[tuple[int, str]]:
    offered = TERMS[kind].objects.visible_to(user).in_use()
    return list(offered.values_list("pk", "name"))
