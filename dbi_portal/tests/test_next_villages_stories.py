"""Story 1's five come out on top of “Desa berikutnya”; its figures are those of plain SQL."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dbi_portal.lib.months import Month
from dbi_portal.tests.seeded import filled, five_stories, load_defaults, regions_of_the_stories
from officers.models import User
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.tests.importing import imported
from reports.tests.sheets import xlsx_file
from villages.tests.factories import JurisdictionFactory
from villages.tests.regions import load_regencies

PAGE = reverse("reports:next-villages")
FIVE = {
    "Mustika Jaya": ("Mustikajaya", 240),
    "Teluk Pucung": ("Teluk Pucung", 230),
    "HARAPAN JAYA": ("Harapanjaya", 220),
    "Kali Abang Tengah": ("Kaliabang Tengah", 210),
    "Ciketing Udik": ("Ciketingudik", 200),
}
MONTHS = list(Month(2025, 1).until(Month(2025, 8)))
REST = 8837 - 8 * (240 + 230 + 220 + 210 + 200)
# By home village, straight from the facts: months of 2025 to August, split by village alone.
PLAIN = """
    SELECT fact.home_region_id, sum(fact.count)
    FROM reports_passportstatistic fact
    JOIN officers_office office ON office.id = fact.office_id
    WHERE upper_inf(fact.recorded) AND fact.grain = 'month:home,purpose'
      AND fact.outcome = 'terbit' AND fact.purpose = 'pmi'
      AND fact.period_start >= '2025-01-01' AND fact.period_end <= '2025-08-31'
      AND office.code = ANY(%s)
    GROUP BY 1
"""
SEEN = {
    "operator.bekasi": ["kanim-bekasi"],
    "supervisor.jabar": ["kanim-bekasi"],
    "monev.pusat": None,
    "operator.batam": ["kanim-batam"],
}


def the_offices_sheet():
    """As an office keeps it: names as people spell them, a JUMLAH row below."""
    rows = [
        ["Kanim Bekasi", month.label, name, "PMI", "Terbit", count]
        for month in MONTHS
        for name, (_, count) in FIVE.items()
    ]
    rows.append(["Kanim Bekasi", MONTHS[-1].label, "Perwira", "PMI", "Terbit", REST])
    header = ["Kantor", "Bulan", "Kelurahan", "Keperluan", "Hasil", "Jumlah"]
    return xlsx_file(header, *rows, ["JUMLAH", None, None, None, None, 8837])


def listed(user, **query):
    """(code, name) of the page's lines, in their order; and the page's text."""
    client = Client()
    client.force_login(user)
    answer = client.get(PAGE, {"bulan": "2025-08"} | query)
    assert answer.status_code == 200
    text = answer.content.decode()
    found = re.findall(r'data-region="([\d.]+)".*?class="row-link"[^>]*>([^<]+)<', text, re.DOTALL)
    return found, text


@pytest.mark.django_db
def test_the_five_kelurahan_of_the_imported_sheet_come_out_on_top():
    load_regencies("Kota Bekasi", "Kabupaten Bekasi")
    bekasi = OfficeFactory(
        under=KanwilFactory(), code="kanim-bekasi", name="Kantor Imigrasi Bekasi",
        short_name="Kanim Bekasi",
    )  # fmt: skip
    for area in ("32.75", "32.16"):
        JurisdictionFactory(office=bekasi, region_id=area)
    operator = UserFactory(office=bekasi, role=Role.OPERATOR)
    imported(the_offices_sheet(), operator, name="rekap.xlsx")
    lines, text = listed(operator)
    assert [name for _, name in lines[:5]] == [name for name, _ in FIVE.values()]
    assert "1.920 paspor PMI Januari–Agustus 2025, peringkat 1 dari 6" in text
    assert lines[5][1] == "Perwira"


@pytest.fixture(scope="module")
def stories(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, load_defaults, five_stories):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("username", SEEN)
def test_every_readers_demand_is_what_plain_sql_counts(stories, username):
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM officers_office")
        codes = SEEN[username] or [code for (code,) in cursor.fetchall()]
        cursor.execute(PLAIN, [codes])
        wanted = {code: int(count) for code, count in cursor.fetchall()}
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get(PAGE, {"bulan": "2025-08", "semua": "1", "unduh": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ",")
    told = {row["Kode"]: int(row["Paspor PMI terbit"]) for row in rows}
    assert told == wanted
    assert (len(wanted) > 0) == (username != "operator.batam")


@pytest.mark.django_db
def test_the_demos_five_lead_and_being_desa_binaan_are_not_next_any_more(stories):
    operator = User.objects.get(username="operator.bekasi")
    lines, _ = listed(operator, semua="1")
    assert {name for _, name in lines[:5]} == {name for name, _ in FIVE.values()}
    ahead, _ = listed(operator)
    assert not {name for _, name in ahead} & {name for name, _ in FIVE.values()}
