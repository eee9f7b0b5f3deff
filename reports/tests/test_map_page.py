"""The map: whose villages, what their marks say, and that the table says exactly the same."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from outreach.models import SessionVillage
from outreach.tests.factories import SessionFactory
from reports.dashboards.map.rows import visited
from reports.figures.mapped import Effort, MapPoint
from reports.tests.dashboards import AUGUST, JULY
from reports.tests.figures_world import LONG_AGO, passports, region, village
from villages.actions.places import Marked, load_points

pytestmark = pytest.mark.django_db
PAGE, POINTS, BORDERS = (reverse(f"reports:map{part}") for part in ("", "-points", "-borders"))
A, B, C = "32.75.01.1001", "32.75.01.1002", "32.16.01.1001"
NOW = datetime(2025, 9, 1, tzinfo=UTC)


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat", code="kanwil-jawa-barat")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")


@pytest.fixture
def three(bekasi, karawang):
    """Two villages of Bekasi (one a candidate), one of Karawang."""
    return [
        village(bekasi, "Harapan Jaya", A, calon=LONG_AGO, aktif=date(2025, 1, 5)),
        village(bekasi, "Margahayu", B, calon=date(2025, 3, 1)),
        village(karawang, "Telukjambe", C, calon=LONG_AGO, aktif=date(2025, 1, 5)),
    ]


@pytest.fixture
def supervisor(kanwil, client):
    return signed_in(client, kanwil, Role.SUPERVISOR)


def signed_in(client, office, role):
    user = UserFactory(office=office, role=role)
    client.force_login(user)
    return user


def home(office, code, count, month=AUGUST, **values):
    return passports(office, month, count, home_region=region(f"Desa {code[-4:]}", code), **values)


def met(guided, day, **values):
    office = guided.office
    session = SessionFactory(office=office, approved=True, held_on=day, **values)
    SessionVillage.objects.create(session=session, village=guided, office=office)


def points(client, **query):
    answer = client.get(POINTS, {"bulan": "2025-08"} | query)
    assert answer.status_code == 200
    return {each["name"]: each for each in answer.json()["points"]}


def page(client, **query):
    answer = client.get(PAGE, {"bulan": "2025-08"} | query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(client, **query):
    answer = client.get(PAGE, {"bulan": "2025-08", "unduh": "csv"} | query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text[:60] else ","))


def test_everybody_sees_the_villages_of_his_own_offices_and_no_others(
    client, three, bekasi, kanwil
):
    for office, role, seen in (
        (bekasi, Role.PIMPASA, {"Harapan Jaya", "Margahayu"}),
        (bekasi, Role.OPERATOR, {"Harapan Jaya", "Margahayu"}),
        (kanwil, Role.SUPERVISOR, {"Harapan Jaya", "Margahayu", "Telukjambe"}),
        (CentreFactory(), Role.MONEV, {"Harapan Jaya", "Margahayu", "Telukjambe"}),
        (KanwilFactory(), Role.KANWIL_HEAD, set()),
    ):
        signed_in(client, office, role)
        assert points(client).keys() == seen, role
        assert {row["Desa/kelurahan"] for row in rows(client)} == seen, role


def test_a_village_official_has_no_map_and_another_kanwils_office_is_not_there(
    client, three, bekasi
):
    signed_in(client, bekasi, Role.VILLAGE_OFFICIAL)
    assert [client.get(url).status_code for url in (PAGE, POINTS, BORDERS)] == [403, 403, 403]
    signed_in(client, KanwilFactory(), Role.SUPERVISOR)
    for url in (PAGE, POINTS, BORDERS):
        assert client.get(url, {"kantor": "kanim-bekasi"}).status_code == 404


def test_a_mark_counts_the_passports_of_its_residents_in_the_months_asked_for(
    client, three, bekasi, karawang, supervisor
):
    home(bekasi, A, 100)
    home(bekasi, A, 20, JULY)
    home(karawang, A, 3)  # of this Kanwil, wherever they applied
    home(karawang, C, 50)
    found = points(client)
    assert {name: each["need"] for name, each in found.items()} == {
        "Harapan Jaya": 123, "Margahayu": 0, "Telukjambe": 50,
    }  # fmt: skip
    assert points(client, rentang="1")["Harapan Jaya"]["need"] == 103
    assert points(client, kantor="kanim-bekasi")["Harapan Jaya"]["need"] == 120


def test_what_nobody_counts_by_village_is_no_nought_and_the_page_says_so(
    client, three, bekasi, supervisor
):
    passports(bekasi, AUGUST, 500)
    assert {each["need"] for each in points(client).values()} == {None}
    assert "Paspor PMI terbit belum dirinci menurut desa asal" in page(client)


def test_the_needs_on_the_map_are_those_of_a_plain_sum(client, three, bekasi, karawang, supervisor):
    for number, code in enumerate((A, B, C), start=1):
        for office in (bekasi, karawang):
            for more, month in enumerate((JULY, AUGUST)):
                home(office, code, 10 * number + more, month)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT home_region_id, sum(count) FROM reports_passportstatistic"
            " WHERE upper_inf(recorded) AND purpose = 'pmi' GROUP BY 1"
        )
        summed = dict(cursor.fetchall())
    assert {each["code"]: each["need"] for each in points(client).values()} == summed


def test_colour_follows_the_days_since_the_last_approved_session(client, three, supervisor):
    first, second, third = three
    met(first, date(2025, 8, 11))
    met(first, date(2024, 12, 1))
    met(second, date(2025, 4, 1))
    SessionFactory(office=third.office, held_on=date(2025, 8, 30))
    found = points(client)
    told = {name: (each["key"], each["visited"]) for name, each in found.items()}
    assert told["Harapan Jaya"] == ("a", "20 hari sebelum 31 Agustus 2025")
    assert told["Margahayu"] == ("c", "152 hari sebelum 31 Agustus 2025")
    assert told["Telukjambe"] == ("e", "belum pernah")
    assert [found[name]["sessions"] for name in ("Harapan Jaya", "Margahayu")] == [1, 1]


@pytest.mark.parametrize(
    ("days", "key"), [(0, "a"), (30, "a"), (31, "b"), (90, "b"), (91, "c"), (180, "c"), (181, "d")]
)
def test_the_classes_of_days_end_where_the_legend_says(client, three, supervisor, days, key):
    met(three[0], date.fromordinal(date(2025, 8, 31).toordinal() - days))
    assert points(client)["Harapan Jaya"]["key"] == key


def test_colour_may_follow_the_stage_of_the_months_last_day(client, three, supervisor):
    found = points(client, warna="tahap")
    assert [found[name]["key"] for name in ("Harapan Jaya", "Margahayu")] == ["a", "d"]
    assert found["Margahayu"]["stage"] == "Calon"
    assert points(client, warna="tahap", bulan="2025-02").keys() == {"Harapan Jaya", "Telukjambe"}


def test_a_village_status_and_a_regency_narrow_the_map(client, three, supervisor):
    assert points(client, tahap="calon").keys() == {"Margahayu"}
    assert points(client, kabupaten="32.16").keys() == {"Telukjambe"}


def test_home_villages_where_nobody_works_are_a_layer_of_their_own(
    client, three, bekasi, supervisor
):
    home(bekasi, "32.75.01.1009", 70)
    home(bekasi, A, 10)
    assert "Desa 1009" not in points(client)
    other = points(client, lapisan="asal")["Desa 1009"]
    assert (other["key"], other["need"], other["stage"]) == ("h", 70, "bukan Desa Binaan")
    assert other["url"] == reverse("villages:region-detail", args=["32.75.01.1009"])
    assert "Desa 1009" in {row["Desa/kelurahan"] for row in rows(client, lapisan="asal")}


def test_a_place_that_is_only_guessed_says_so_everywhere(client, three, supervisor):
    load_points(points=[Marked(A, -6.2216, 106.9998)], source="titik.csv", at=NOW)
    found = points(client)
    assert "rough" not in found["Harapan Jaya"]
    assert (found["Harapan Jaya"]["lat"], found["Harapan Jaya"]["lng"]) == (-6.2216, 106.9998)
    assert found["Margahayu"]["rough"] == 1
    text = page(client)
    assert "2 titik bergaris putus-putus hanya perkiraan" in text
    assert "perkiraan: pusat kabupaten/kota" in text
    by_name = {row["Desa/kelurahan"]: row for row in rows(client)}
    assert by_name["Margahayu"]["Lintang"] == ""
    assert by_name["Harapan Jaya"]["Lintang"].replace(",", ".") == "-6.2216"


def test_a_past_day_cannot_be_shown_and_the_page_says_so(client, three, supervisor):
    assert "Peta selalu menurut data terkini" in page(client, per="2025-08-15")


def test_what_the_address_does_not_mean_is_ignored(client, three, supervisor):
    odd = {
        "warna": "ungu",
        "lapisan": "x",
        "bidang": "laut",
        "isi": "?",
        "urut": "-x",
        "page": "99",
    }
    assert points(client, **odd) == points(client)
    assert "Harapan Jaya" in page(client, **odd)


def test_the_table_is_sorted_by_what_is_asked_and_what_is_not_known_comes_last(
    client, three, bekasi, supervisor
):
    home(bekasi, B, 30)
    home(bekasi, C, 5)
    met(three[2], date(2025, 8, 1))
    met(three[1], date(2025, 8, 20))

    def names(order):
        return [row["Desa/kelurahan"] for row in rows(client, urut=order)]

    assert names("") == ["Margahayu", "Telukjambe", "Harapan Jaya"]
    assert names("desa") == ["Harapan Jaya", "Margahayu", "Telukjambe"]
    assert names("kunjungan-terakhir") == ["Margahayu", "Telukjambe", "Harapan Jaya"]
    assert names("-kunjungan-terakhir") == ["Telukjambe", "Margahayu", "Harapan Jaya"]


def test_every_switch_keeps_the_filters_and_the_other_switches(client, three, supervisor):
    text = page(client, warna="tahap", kantor="kanim-bekasi", rentang="3")
    link = text.partition("dan desa asal pemohon")[0].rpartition('<a href="?')[2]
    for word in ("warna=tahap", "kantor=kanim-bekasi", "rentang=3", "lapisan=asal"):
        assert word in link


def test_a_browser_that_has_the_points_is_not_sent_them_again(client, three, supervisor):
    first = client.get(POINTS, {"bulan": "2025-08"})
    again = client.get(POINTS, {"bulan": "2025-08"}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_the_page_lets_nobody_else_be_asked(client, three, supervisor, settings):
    rules = client.get(PAGE)["Content-Security-Policy"]
    assert "default-src 'self'" in rules
    assert "http" not in rules
    settings.TILE_URL = "https://peta.kantor.example/{z}/{x}/{y}.png"
    assert "https://peta.kantor.example;" in client.get(PAGE)["Content-Security-Policy"]


@pytest.mark.parametrize("url", [PAGE, POINTS])
def test_many_villages_and_offices_cost_no_more_queries(
    client, kanwil, supervisor, django_assert_max_num_queries, url
):
    for number in range(1, 31):
        office = OfficeFactory(under=kanwil)
        guided = village(office, f"Desa {number}", f"32.75.{number:02}.1001", aktif=LONG_AGO)
        home(office, guided.region_id, number)
        met(guided, date(2025, 8, number))
    with django_assert_max_num_queries(25):
        assert client.get(url, {"bulan": "2025-08", "lapisan": "asal"}).status_code == 200


def test_days_are_counted_from_today_only_where_the_month_is_not_over():
    seen = MapPoint("", "Contoh", "", 1, "", "aktif", None, Effort(1), 12, None, made_up=False)
    assert visited(seen) == "12 hari lalu"
    assert visited(replace(seen, days=0)) == "hari ini"
    assert visited(replace(seen, counted_to=date(2025, 8, 31))) == "12 hari sebelum 31 Agustus 2025"
