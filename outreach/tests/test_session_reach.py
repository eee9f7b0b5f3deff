"""How far a session reached: from one kelurahan to every kelurahan of a city."""

from datetime import date

import pytest

from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.actions.regions import villages_of
from outreach.forms.session import SessionForm
from outreach.tests.entries import changed, filled, recorded
from outreach.tests.factories import NOW
from villages.models import Region
from villages.tests.regions import load_regencies

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


def test_all_of_cilegon_are_its_43_kelurahan_in_8_districts(operator):
    load_regencies("Kota Cilegon")
    session = recorded(filled(operator, all_of=["36.72"]))
    codes = set(session.regions_reached.values_list("region", flat=True))
    assert len(codes) == 43
    assert len({code.rsplit(".", 1)[0] for code in codes}) == 8
    assert set(session.regions_reached.values_list("rt_count", flat=True)) == {None}


def test_a_district_is_its_own_kelurahan_only(operator):
    load_regencies("Kota Cilegon")
    district = Region.objects.filter(level=Region.Level.DISTRICT).first()
    found = villages_of(district, on=date(2025, 10, 31))
    assert 0 < len(found) < 43
    assert {region.parent_id for region in found} == {district.pk}


def test_a_retired_village_is_not_reached_after_its_end(operator):
    load_regencies("Kota Cilegon")
    city = Region.objects.get(pk="36.72")
    Region.objects.filter(pk=villages_of(city, on=date(2025, 1, 1))[0].pk).update(
        retired_on=date(2025, 6, 1)
    )
    assert len(villages_of(city, on=date(2025, 5, 31))) == 43
    assert len(villages_of(city, on=date(2025, 6, 1))) == 42


def test_a_province_cannot_be_reached_in_one_go(operator):
    load_regencies("Kota Cilegon")
    assert "all_of" in filled(operator, all_of=["36"]).errors


def test_units_of_a_village_win_over_its_mere_name(operator):
    load_regencies("Kota Cilegon")
    village = villages_of(Region.objects.get(pk="36.72"), on=date(2025, 10, 31))[0]
    rows = {"rtrw": [{"region": village.pk, "rt_count": "14", "rw_count": "", "units": "RT 1–14"}]}
    session = recorded(filled(operator, rows=rows, all_of=["36.72"], reached=[village.pk]))
    assert session.regions_reached.count() == 43
    assert session.regions_reached.get(region=village).rt_count == 14
    assert session.regions_reached.get(region=village).rw_count is None


def test_an_agreement_with_every_lurah_is_tracked_in_every_kelurahan(operator):
    load_regencies("Kota Cilegon")
    rows = {"lanjut": [{"task": "Sebarkan ke RT", "owner": "Lurah", "everywhere": "on"}]}
    session = recorded(filled(operator, rows=rows, all_of=["36.72"]))
    assert session.follow_ups.count() == 43
    again = SessionForm(user=operator, at=NOW, instance=session)
    (row,) = [form for form in again.follow_ups.forms if form.initial]
    assert (row.initial["everywhere"], row.initial["regions"]) == (True, [])
    ids, dues = row.initial["ids"], set(session.follow_ups.values_list("pk", flat=True))
    rows = {"lanjut": [{"ids": ids, "task": "Sebarkan", "owner": "Lurah", "everywhere": "on"}]}
    changed(filled(operator, session, rows=rows, all_of=again.initial["all_of"]))
    assert set(session.follow_ups.values_list("pk", flat=True)) == dues


def test_a_whole_city_comes_back_as_a_whole_city(operator):
    load_regencies("Kota Cilegon")
    session = recorded(filled(operator, all_of=["36.72"]))
    initial = SessionForm(user=operator, at=NOW, instance=session).initial
    assert (initial["all_of"], initial["reached"]) == (["36.72"], [])


def test_a_city_short_of_one_kelurahan_comes_back_as_districts(operator):
    load_regencies("Kota Cilegon")
    session = recorded(filled(operator, all_of=["36.72"]))
    gone = session.regions_reached.order_by("region").first()
    gone.delete()
    initial = SessionForm(user=operator, at=NOW, instance=session).initial
    assert len(initial["all_of"]) == 7
    assert gone.region.parent_id not in initial["all_of"]
    assert {code.rpartition(".")[0] for code in initial["reached"]} == {gone.region.parent_id}
