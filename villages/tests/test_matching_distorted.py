"""Hundreds of real villages, each written in every way the office has seen: none goes wrong."""

from random import Random

import pytest

from villages.matching import Status, find_villages
from villages.matching.spelling import canon, words
from villages.models import Region
from villages.tests import distorting
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
# Medan, Simalungun, Tanjungbalai; Bekasi; Batam; Cilacap; Aceh Besar.
REGENCIES = ("12.71", "12.08", "12.74", "32.75", "21.71", "33.01", "11.06")
ROUNDS = 40  # villages a way


@pytest.fixture(autouse=True)
def villages():
    load_real_regions(*REGENCIES)
    rows = Region.objects.villages().order_by("code")
    columns = ("code", "name", "parent__name", "parent__parent__name")
    return [distorting.Real(*row) for row in rows.values_list(*columns)]


def written(ways, villages, chance):
    """(way, village, place) for each, without what happens to be another village's name."""
    borne = {(each.regency, canon(words(each.name))) for each in villages}
    for way in ways:
        made = ((each, way(each, chance)) for each in chance.sample(villages, ROUNDS))
        for village, place in made:
            if place is None:
                continue
            new = canon(words(place.name))
            if new == canon(words(village.name)) or (village.regency, new) not in borne:
                yield way, village, place


@pytest.mark.parametrize("way", distorting.PLAIN, ids=lambda way: way.__name__)
def test_what_loses_nothing_is_matched(villages, way):
    rows = list(written([way], villages, Random(way.__name__)))  # noqa: S311
    found = find_villages([place for *_, place in rows])
    missed = [place for _, village, place in rows if found[place].code != village.code]
    assert rows
    assert missed == []


def test_what_leaves_a_doubt_is_matched_right_or_asked_with_the_right_one_first(villages):
    rows = list(written(distorting.DOUBTFUL, villages, Random(7)))  # noqa: S311
    found = find_villages([place for *_, place in rows])
    wrong = [
        (place, found[place].code)
        for _, village, place in rows
        if found[place].code not in {None, village.code}
    ]
    first = sum(
        bool(found[place].candidates) and found[place].candidates[0].code == village.code
        for _, village, place in rows
    )
    assert len(rows) > 250
    assert wrong == []
    assert first / len(rows) > 0.96  # villages of one name, and "S. Raya" where two fit, are even


def test_a_village_of_another_regency_is_never_found_here(villages):
    chance = Random(3)  # noqa: S311
    names = {(each.regency, canon(words(each.name))) for each in villages}
    rows = [
        distorting.place(each, district="", regency=other)
        for each in chance.sample(villages, 200)
        for other in ("Kota Medan", "Kota Bekasi", "Kabupaten Cilacap")
        if (other, canon(words(each.name))) not in names
    ]
    found = find_villages(rows)
    assert [place for place in rows if found[place].status is Status.MATCHED] == []


def test_a_district_is_never_found_where_no_village_is_called_so(villages):
    borne = {(each.regency, canon(words(each.name))) for each in villages}
    named = {(each.regency, each.district) for each in villages}
    rows = [
        distorting.Place(district, regency=regency)
        for regency, district in named
        if (regency, canon(words(district))) not in borne
    ]
    found = find_villages(rows)
    assert len(rows) > 40
    assert [place for place in rows if found[place].status is Status.MATCHED] == []
