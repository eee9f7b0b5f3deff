"""The map's coloured areas, and its small drawing for Beranda."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.models import SessionVillage
from outreach.tests.factories import SessionFactory
from reports.figures.mapped_areas import breaks, class_at
from reports.tests.dashboards import AUGUST
from reports.tests.figures_world import LONG_AGO, passports, region, village
from villages.models import RegionBoundary

pytestmark = pytest.mark.django_db
PAGE, BORDERS = reverse("reports:map"), reverse("reports:map-borders")
A, B, C = "32.75.01.1001", "32.75.01.1002", "32.16.01.1001"
NOW = datetime(2025, 9, 1, tzinfo=UTC)
SQUARE = [[[[106.8, -6.4], [107.2, -6.4], [107.2, -6.1], [106.8, -6.1], [106.8, -6.4]]]]


@pytest.fixture
def supervisor(client):
    user = UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR)
    client.force_login(user)
    return user


@pytest.fixture
def bekasi(supervisor):
    return OfficeFactory(under=supervisor.office)


@pytest.fixture
def three(bekasi):
    """Two villages of one regency, one of another."""
    names = {"Harapan Jaya": A, "Margahayu": B, "Telukjambe": C}
    return [village(bekasi, name, code, aktif=LONG_AGO) for name, code in names.items()]


def home(office, code, count):
    passports(office, AUGUST, count, home_region=region(f"Desa {code[-4:]}", code))


def met(guided, day):
    session = SessionFactory(office=guided.office, approved=True, held_on=day)
    SessionVillage.objects.create(session=session, village=guided, office=guided.office)


def page(client, **query):
    answer = client.get(PAGE, {"bulan": "2025-08"} | query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_regencies_with_borders_are_coloured_by_the_need_of_all_their_villages(
    client, three, bekasi, supervisor
):
    assert "Bidang" not in page(client)
    for code in ("32.75", "32.16"):
        RegionBoundary.objects.create(
            region_id=code, geometry={"type": "MultiPolygon", "coordinates": SQUARE},
            west=106.8, south=-6.4, east=107.2, north=-6.1, loaded_at=NOW,
        )  # fmt: skip
    home(bekasi, A, 60)
    home(bekasi, "32.75.01.1009", 40)
    home(bekasi, C, 5)
    met(three[0], date(2025, 8, 1))
    areas = {each["name"]: each for each in areas_of(client, bidang="kabupaten")}
    assert {name: each["value"] for name, each in areas.items()} == {
        "Wilayah 32.75": 100, "Wilayah 32.16": 5,
    }  # fmt: skip
    assert areas["Wilayah 32.75"]["at"] > areas["Wilayah 32.16"]["at"]
    by_work = {each["name"]: each["value"] for each in
               areas_of(client, bidang="kabupaten", isi="kegiatan")}  # fmt: skip
    assert by_work == {"Wilayah 32.75": 1, "Wilayah 32.16": 0}
    assert areas_of(client, bidang="kabupaten", kabupaten="32.16")[0]["name"] == "Wilayah 32.16"
    assert areas_of(client) == []
    text = page(client, bidang="kabupaten")
    assert "Paspor PMI terbit per kabupaten" in text
    assert '<th scope="row">Wilayah 32.75' in text


def test_beranda_is_given_a_small_drawing_that_says_in_words_what_it_shows(
    client, three, supervisor
):
    met(three[0], date(2025, 8, 11))
    panel = client.get(reverse("reports:map-panel"), {"bulan": "2025-08"}).content.decode()
    words = "1 desa sampai 30 hari sebelum 31 Agu 2025; 2 desa belum pernah dikunjungi."
    assert f'aria-label="{words}"' in panel
    assert panel.count("<use ") == 3
    assert 'class="land"' in panel
    link = panel.partition('class="panel-act" href="')[2].partition('"')[0]
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_where_no_village_is_to_be_drawn_beranda_is_given_nothing(client, supervisor):
    panel = client.get(reverse("reports:map-panel"), {"bulan": "2025-08"}).content.decode()
    assert "<section" not in panel


def areas_of(client, **query):
    return client.get(BORDERS, {"bulan": "2025-08"} | query).json()["areas"]


def test_classes_of_areas_hold_about_as_many_each_and_noughts_stand_apart():
    assert breaks([]) == breaks([0, None]) == []
    assert breaks(range(1, 11)) == [2, 4, 6, 8, 10]
    assert breaks([7, 7, 7]) == [7]
    bounds = breaks(range(1, 11))
    assert [class_at(value, bounds) for value in (None, 0, 1, 2, 3, 10)] == [-1, 0, 1, 1, 2, 5]
