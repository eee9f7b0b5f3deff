"""The pivot as a page: chosen in the address, with links, totals, files, for every role its own."""

import csv
import gzip
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from outreach.models import SessionTopic
from outreach.tests.factories import SessionFactory, TopicFactory
from reports.models.statistic import Outcome
from reports.tests.figures_world import passports, region

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat", code="kanwil-jabar")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")


@pytest.fixture
def elsewhere():
    return OfficeFactory(short_name="Kanim Medan", code="kanim-medan")


def as_role(client, office, role):
    client.force_login(UserFactory(office=office, role=role))
    return client


def opened(client, **asked):
    response = client.get(reverse("reports:pivot"), {"bulan": "2025-08", **asked})
    assert response.status_code == 200
    response.text = response.content.decode()
    return response


def file_of(client, kind, **asked):
    response = client.get(reverse("reports:pivot"), {"bulan": "2025-08", "unduh": kind, **asked})
    return b"".join(response.streaming_content)


def csv_of(client, **asked):
    return list(csv.reader(io.StringIO(file_of(client, "csv", **asked).decode("utf-8-sig"))))


def test_rows_columns_and_totals_stand_in_the_file_as_numbers(client, kanwil, bekasi, karawang):
    passports(bekasi, JULY, 1040)
    passports(bekasi, AUGUST, 50)
    passports(karawang, AUGUST, 0)
    as_role(client, kanwil, Role.SUPERVISOR)
    book = load_workbook(io.BytesIO(file_of(client, "xlsx", rentang="3", baris="kantor")))
    sheet = book.active
    rows = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert rows[0] == ["Kantor", "Jun 2025", "Jul 2025", "Agu 2025", "Jumlah"]
    assert rows[1:3] == [
        ["Kanim Bekasi", None, 1040, 50, 1090],
        ["Kanim Karawang", None, None, 0, 0],
    ]
    assert rows[-1] == ["Jumlah", None, 1040, 50, 1090]
    assert sheet.freeze_panes == "A5"


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("bekasi", Role.OPERATOR, {"Kanim Bekasi"}),
        ("kanwil", Role.SUPERVISOR, {"Kanim Bekasi", "Kanim Karawang"}),
        ("centre", Role.MONEV, {"Kanim Bekasi", "Kanim Karawang", "Kanim Medan"}),
    ],
)
def test_each_reader_adds_up_what_he_sees_as_plain_sql_does(
    client, kanwil, bekasi, karawang, elsewhere, who, role, expected
):
    for number, office in enumerate([bekasi, karawang, elsewhere], start=1):
        for month in (JULY, AUGUST):
            passports(office, month, 10 * number + month.number, destination="Malaysia")
            passports(office, month, number, destination="Taiwan")
    office = {"bekasi": bekasi, "kanwil": kanwil, "centre": CentreFactory()}[who]
    as_role(client, office, role)
    header, *rows = csv_of(client, baris="kantor", kolom="tujuan", rentang="3")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.short_name, f.destination, sum(f.count) FROM reports_passportstatistic f"
            " JOIN officers_office o ON o.id = f.office_id WHERE upper_inf(f.recorded)"
            " AND f.outcome = 'terbit' AND f.purpose = 'pmi' AND f.destination <> ''"
            " AND f.period_start BETWEEN '2025-06-01' AND '2025-08-31' GROUP BY 1, 2"
        )
        plain = {(name, country): value for name, country, value in cursor.fetchall()}
    shown = {
        (row[0], header[at]): int(row[at])
        for row in rows
        for at in (1, 2)
        if row[at] and row[0] != "Jumlah"
    }
    assert shown == {key: value for key, value in plain.items() if key[0] in expected}
    assert int(rows[-1][-1]) == sum(shown.values())


def test_another_offices_pivot_does_not_exist(client, bekasi, elsewhere):
    as_role(client, bekasi, Role.OPERATOR)
    asked = {"kantor": "kanim-medan"}
    assert client.get(reverse("reports:pivot"), asked).status_code == 404


def test_a_village_official_has_no_pivot(client, bekasi):
    as_role(client, bekasi, Role.VILLAGE_OFFICIAL)
    assert client.get(reverse("reports:pivot")).status_code == 403


def test_what_was_printed_stands_beside_and_the_difference_is_said(client, bekasi):
    passports(bekasi, AUGUST, 100)
    passports(bekasi, AUGUST, 60, destination="Malaysia")
    page = opened(
        as_role(client, bekasi, Role.OPERATOR), rentang="1", baris="tujuan", kolom="tanpa"
    )
    feet = {foot.label: (foot.values, foot.total) for foot in table_of(page).feet}
    assert feet["Jumlah"][1] == 60
    assert feet["Tercetak"][1] == 100
    assert feet["Selisih"][1] == 40
    assert "Selisih ditampilkan, tidak diperbaiki." in page.text


def table_of(page):
    return page.context["table"]


def test_an_address_without_meaning_shows_the_usual_table(client, bekasi):
    passports(bekasi, AUGUST, 100)
    page = opened(as_role(client, bekasi, Role.OPERATOR), baris="kuda", kolom="x", data="y")
    assert page.context["choice"].words == {
        "data": "statistik",
        "baris": "kantor",
        "kolom": "bulan",
    }
    assert "Paspor PMI terbit menurut kantor dan bulan, Januari–Agustus 2025" in page.text


def test_a_cell_leads_to_what_it_is_made_of(client, kanwil, bekasi):
    passports(bekasi, AUGUST, 60, destination="Malaysia")
    page = opened(as_role(client, kanwil, Role.SUPERVISOR), baris="tujuan", kolom="kantor")
    [url] = [cell.url for line in table_of(page).lines for cell in line.cells if cell.value]
    assert url.startswith(reverse("reports:drill"))
    assert "tujuan=Malaysia" in url
    assert "kantor=kanim-bekasi" in url
    assert client.get(url).status_code == 200


def test_a_cell_of_sessions_leads_to_as_many_sessions(client, kanwil, bekasi, karawang):
    topic = TopicFactory(code="a", name="Paspor")
    for day in (3, 4):
        held = SessionFactory(office=bekasi, approved=True, held_on=date(2025, 8, day))
        SessionTopic.objects.create(session=held, topic=topic)
    SessionFactory(office=karawang, approved=True, held_on=date(2025, 8, 5))
    SessionFactory(office=bekasi, held_on=date(2025, 8, 6))
    as_role(client, kanwil, Role.SUPERVISOR)
    page = opened(client, data="kegiatan", baris="topik", kolom="kantor")
    [url] = [cell.url for line in table_of(page).lines for cell in line.cells if cell.url]
    assert client.get(url).context["page_obj"].paginator.count == 2
    assert "tiap kegiatan sekali" in page.text


def test_filters_that_sessions_cannot_obey_are_said(client, bekasi):
    as_role(client, bekasi, Role.OPERATOR)
    page = opened(client, data="kegiatan", hasil="penolakan")
    assert "Kegiatan tidak dirinci menurut hasil; saringan itu tidak berlaku." in page.text


def test_outcomes_side_by_side_have_no_sum(client, bekasi):
    passports(bekasi, AUGUST, 100, purpose="")
    passports(bekasi, AUGUST, 41, outcome=Outcome.REFUSED, purpose="")
    page = opened(as_role(client, bekasi, Role.OPERATOR), baris="kantor", kolom="hasil")
    assert not table_of(page).has_totals
    assert table_of(page).grid.total is None


def test_as_known_on_a_past_day(client, bekasi):
    passports(bekasi, AUGUST, 100)  # known since 1 September 2025
    as_role(client, bekasi, Role.OPERATOR)
    assert opened(client, per="2025-09-30").context["table"].grid.total == 100
    assert opened(client, per="2025-08-31").context["table"].grid.total is None


def test_a_wide_table_shows_its_beginning_and_the_file_holds_it_all(client, bekasi):
    for number in range(130):
        home = region(f"Desa {number:03}", f"32.75.01.1{number:03}")
        passports(bekasi, AUGUST, 1000 - number, home_region=home)
    as_role(client, bekasi, Role.OPERATOR)
    page = opened(client, baris="desa", kolom="bulan")
    assert (len(table_of(page).lines), table_of(page).more_rows) == (100, 30)
    assert "30 baris lain ada dalam berkas unduhan" in page.text
    assert len(csv_of(client, baris="desa", kolom="bulan")) == 1 + 130 + 1
    assert table_of(page).grid.total == sum(range(871, 1001))


@pytest.mark.parametrize(
    "asked",
    [
        {"baris": "kantor", "kolom": "bulan"},
        {"baris": "desa", "kolom": "tujuan"},
        {"baris": "hasil", "kolom": "triwulan"},
        {"data": "kegiatan", "baris": "topik", "kolom": "kantor", "ukuran": "peserta"},
        {"data": "kegiatan", "baris": "kanwil", "kolom": "bulan"},
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_offices(client, kanwil, asked):
    centre = CentreFactory()
    as_role(client, centre, Role.MONEV)

    def questions():
        with CaptureQueriesContext(connection) as asked_for:
            opened(client, rentang="12", **asked)
        return len(asked_for)

    home = region("Harapan Jaya", "32.75.01.1001")
    for _ in range(2):
        office = OfficeFactory(under=kanwil)
        passports(office, AUGUST, 5, destination="Malaysia", home_region=home)
    opened(client, **asked)  # what is asked once per process
    few = questions()
    for number in range(8):
        office = OfficeFactory(under=KanwilFactory())
        passports(office, AUGUST, number, destination="Malaysia", home_region=home)
        passports(office, JULY, number, purpose="")
    assert questions() <= few <= 25


def test_a_full_screen_stays_small_on_the_wire(client, kanwil):
    countries = [f"Negara {number:02}" for number in range(26)]
    for number in range(12):
        office = OfficeFactory(under=kanwil)
        for at, country in enumerate(countries):
            passports(office, AUGUST, 7 * at + number, destination=country)
    as_role(client, kanwil, Role.SUPERVISOR)
    page = opened(client, baris="kantor", kolom="tujuan")
    assert len(table_of(page).columns) == 24
    assert len(gzip.compress(page.content)) < 40_000


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kolom": "hasil"}, "Statistik paspor, semua keperluan, menurut kantor dan hasil"),
        (
            {"kolom": "hasil", "keperluan": "umrah"},
            "Statistik paspor, keperluan umrah, menurut kantor dan hasil",
        ),
        ({"keperluan": "semua"}, "Paspor terbit, semua keperluan, menurut kantor dan bulan"),
        ({"kolom": "keperluan"}, "Paspor terbit menurut kantor dan keperluan"),
        ({"kolom": "tanpa", "hasil": "penolakan", "keperluan": "pmi"},
         "Penolakan paspor, keperluan PMI menurut kantor"),
    ],
)  # fmt: skip
def test_the_title_says_which_passports_are_counted(client, bekasi, asked, said):
    """Two tables beside each other may count PMI and all purposes: the title tells them apart."""
    page = opened(as_role(client, bekasi, Role.OPERATOR), **asked)
    assert f"{said}, Januari–Agustus 2025" in page.text


def test_a_filter_of_an_outcome_leaves_that_outcome_of_an_axis_of_outcomes(client, bekasi):
    passports(bekasi, AUGUST, 60)
    passports(bekasi, AUGUST, 9, outcome=Outcome.REFUSED, purpose="")
    operator = as_role(client, bekasi, Role.OPERATOR)
    every = opened(operator, baris="hasil", kolom="tanpa", keperluan="semua")
    assert "Penolakan" in [line.head.label for line in table_of(every).lines]
    one = opened(operator, baris="hasil", kolom="tanpa", hasil="penolakan")
    [line] = table_of(one).lines
    assert (line.head.label, line.cells[0].value) == ("Penolakan", 9)
    assert "Penolakan paspor, semua keperluan, menurut hasil" in one.text


def test_a_filter_of_a_purpose_leaves_that_purpose_of_an_axis_of_purposes(client, bekasi):
    for purpose, number in (("pmi", 60), ("umrah", 7)):
        passports(bekasi, AUGUST, number, purpose=purpose)
    operator = as_role(client, bekasi, Role.OPERATOR)
    both = opened(operator, baris="keperluan", kolom="tanpa")
    assert [line.cells[0].value for line in table_of(both).lines] == [60, 7]
    one = opened(operator, baris="keperluan", kolom="tanpa", keperluan="umrah")
    assert [line.cells[0].value for line in table_of(one).lines] == [7]
