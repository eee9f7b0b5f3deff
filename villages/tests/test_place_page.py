"""Marking where a village lies, on its page: who may, what is asked back, what is told."""

import pytest
from django.urls import reverse

from officers.history import history_of
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from villages.borders import far
from villages.models import RegionPoint
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
BEKASI = {"latitude": "-6,2216", "longitude": "106,9998", "note": "Balai desa"}
BANDUNG = {"latitude": "-6,9025", "longitude": "107,6188", "note": ""}


@pytest.fixture
def village():
    return GuidedVillageFactory()


def sign_in(client, office, role=Role.PIMPASA):
    user = UserFactory(office=office, role=role)
    client.force_login(user)
    return user


def place(village):
    return reverse("villages:place", args=[village.pk])


def stored():
    return [(row.latitude, row.longitude, row.note) for row in RegionPoint.objects.all()]


def test_an_officer_marks_his_village_and_its_page_and_history_say_so(client, village):
    user = sign_in(client, village.office)
    page = client.get(village.get_absolute_url()).content.decode()
    assert "perkiraan: pusat kabupaten/kota" in page
    assert "Tandai letaknya" in page
    answer = client.post(place(village), BEKASI)
    assert answer.status_code == 302
    assert stored() == [(-6.2216, 106.9998, "Balai desa")]
    page = client.get(village.get_absolute_url()).content.decode()
    assert "6,2216° LS, 106,9998° BT" in page
    assert "Perbaiki letaknya" in page
    (change,) = (each for each in history_of(village) if each.what == "menandai letak desa")
    assert change.who == str(user)
    assert ("Lintang", "–", "-6,2216") in change.changes


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.PIMPASA, 200), (Role.OPERATOR, 200), (Role.ADMIN, 200), (Role.VERIFIER, 403),
     (Role.OFFICE_HEAD, 403)],
)  # fmt: skip
def test_who_may_mark_a_village_of_his_office(client, village, role, status):
    sign_in(client, village.office, role)
    assert client.get(place(village)).status_code == status
    page = client.get(village.get_absolute_url()).content.decode()
    assert ("Tandai letaknya" in page) == (status == 200)


def test_another_offices_village_is_not_there(client, village):
    sign_in(client, OfficeFactory())
    assert client.get(place(village)).status_code == 404
    sign_in(client, KanwilFactory(), Role.SUPERVISOR)
    assert client.post(place(village), BEKASI).status_code == 404
    assert stored() == []


def test_a_point_far_from_the_regency_is_asked_about_once_and_then_taken(client, village):
    sign_in(client, village.office)
    answer = client.post(place(village), BANDUNG)
    text = answer.content.decode()
    assert "km dari pusat Kota Bekasi" in text
    assert "Letaknya benar di sana" in text
    assert 'value="-6,9025"' in text
    assert stored() == []
    assert client.post(place(village), BANDUNG | {"sure": "on"}).status_code == 302
    assert stored() == [(-6.9025, 107.6188, "")]


def test_a_city_is_small_so_its_points_are_asked_about_sooner(client, village):
    """On the coast, some 26 km from the town hall: within a kabupaten's reach, beyond a city's."""
    sign_in(client, village.office)
    answer = client.post(place(village), {"latitude": "-6", "longitude": "107"})
    assert "Titik ini 26 km dari pusat Kota Bekasi." in answer.content.decode()
    assert stored() == []
    assert (far("32.75.03.1006"), far("32.16.06.2001")) == (25, 60)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"latitude": "106,9998", "longitude": "-6,2216"}, "tertukar"),
        ({"latitude": "6,2216", "longitude": "-106,9"}, "di luar Indonesia"),
        ({"latitude": "", "longitude": "106,9"}, "Harus diisi"),
        ({"latitude": "selatan", "longitude": "106,9"}, "Harus derajat desimal"),
    ],
)
def test_a_point_that_cannot_be_is_refused_at_its_field(client, village, entries, words):
    sign_in(client, village.office)
    answer = client.post(place(village), entries | {"sure": "on"})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert stored() == []


def test_removing_the_mark_goes_back_to_the_next_source(client, village):
    sign_in(client, village.office)
    assert "Hapus tanda ini" not in client.get(place(village)).content.decode()
    client.post(place(village), BEKASI)
    assert "Hapus tanda ini" in client.get(place(village)).content.decode()
    client.post(place(village), {"langkah": "hapus"})
    assert stored() == []
    page = client.get(village.get_absolute_url()).content.decode()
    assert "perkiraan: pusat kabupaten/kota" in page
    assert "menghapus tanda letak desa" in {each.what for each in history_of(village)}


def test_two_who_mark_at_once_see_each_others_points(client, village):
    sign_in(client, village.office)
    page = client.get(place(village)).content.decode()
    seen = page.partition('name="_dilihat" value="')[2].partition('"')[0].replace("&quot;", '"')
    client.post(place(village), BEKASI)
    answer = client.post(place(village), BEKASI | {"latitude": "-6,3", "_dilihat": seen})
    assert answer.status_code == 200
    assert "-6,2216" in answer.content.decode()
    assert stored()[0][0] == -6.2216


def test_the_ground_is_kept_by_the_browser_and_holds_nobodys_data(client, village):
    sign_in(client, village.office)
    page = client.get(place(village)).content.decode()
    address = page.partition('"land": "')[2].partition('"')[0]
    answer = client.get(address)
    assert "immutable" in answer["Cache-Control"]
    ground = answer.json()
    assert sum(1 for home, _ in ground["land"] if home) > 100  # islands of Indonesia
    assert [each[0] for each in ground["names"] if each[0] == "Kota Bekasi"] == ["Kota Bekasi"]
    assert client.get(address.replace("daratan-", "daratan-0")).status_code == 404
