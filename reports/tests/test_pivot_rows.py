"""From a cell of the pivot that no filter names to the rows it is made of."""

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models.statistic import Outcome
from reports.tests.figures_world import passports, region

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
WOMEN, MEN = "perempuan", "laki-laki"


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat", code="kanwil-jabar")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")


@pytest.fixture(autouse=True)
def supervisor(kanwil, client):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


def lines(client, **asked):
    """{row's name: its line} of the pivot of three months."""
    page = client.get(reverse("reports:pivot"), {"bulan": "2025-08", "rentang": "3"} | asked)
    assert page.status_code == 200
    return {line.head.label: line for line in page.context["table"].lines}


def figures(client, cell):
    page = client.get(cell.url)
    assert page.status_code == 200
    return page.context["value"], [each.count for each in page.context["page_obj"].object_list]


def test_a_sexs_cell_opens_the_rows_of_that_sex_and_month(client, bekasi, karawang):
    for month, women, men in ((JULY, 7, 3), (AUGUST, 20, 11)):
        passports(bekasi, month, women + men)
        passports(bekasi, month, women, sex=WOMEN)
        passports(bekasi, month, men, sex=MEN)
    passports(karawang, AUGUST, 5, sex=WOMEN)
    line = lines(client, baris="kelamin", kolom="bulan")["Perempuan"]
    july, august = line.cells[1:]
    assert figures(client, july) == (7, [7])
    assert figures(client, august) == (25, [20, 5])
    assert figures(client, line.total) == (32, [20, 7, 5])
    subject = client.get(august.url).context["subject"]
    assert subject == (
        "Paspor PMI terbit menurut jenis kelamin dan bulan: Perempuan, Agustus 2025; "
        "Kanwil Jawa Barat, Juni–Agustus 2025"
    )


def test_an_offices_cell_of_a_service_opens_that_offices_rows_only(client, bekasi, karawang):
    for office, new, lost in ((bekasi, 40, 2), (karawang, 9, 1)):
        passports(office, AUGUST, new, service="baru")
        passports(office, AUGUST, lost, service="hilang")
    found = lines(client, baris="layanan", kolom="kantor")["Baru"]
    assert sorted(figures(client, cell) for cell in found.cells) == [(9, [9]), (40, [40])]


def test_a_province_and_a_district_open_the_rows_of_their_villages(client, bekasi):
    passports(bekasi, AUGUST, 8, home_region=region("Harapanjaya", "32.75.03.1006"))
    passports(bekasi, AUGUST, 5, home_region=region("Mustikajaya", "32.75.11.1003"))
    passports(bekasi, AUGUST, 3, home_region=region("Gambir", "31.71.01.1001"))
    provinces = lines(client, baris="provinsi", kolom="tanpa")
    sums = sorted(figures(client, line.cells[0]) for line in provinces.values())
    assert sums == [(3, [3]), (13, [8, 5])]
    districts = lines(client, baris="kecamatan", kolom="tanpa")
    assert sorted(figures(client, line.cells[0]) for line in districts.values()) == [
        (3, [3]), (5, [5]), (8, [8]),
    ]  # fmt: skip


def test_a_reason_of_refusal_opens_its_rows_and_no_other_outcomes(client, bekasi):
    refused = {"outcome": Outcome.REFUSED, "purpose": ""}
    passports(bekasi, AUGUST, 4, reason="Data tidak sah", **refused)
    passports(bekasi, AUGUST, 2, reason="Dugaan non-prosedural", **refused)
    passports(bekasi, AUGUST, 99, reason="Data tidak sah", outcome=Outcome.DELAYED, purpose="")
    line = lines(client, baris="alasan", kolom="tanpa", hasil="penolakan")["Data tidak sah"]
    assert figures(client, line.cells[0]) == (4, [4])


def test_the_grain_that_was_split_is_opened_and_not_another(client, bekasi):
    """A cell of the sexes is not made of rows that tell the service as well."""
    passports(bekasi, AUGUST, 20, sex=WOMEN)
    passports(bekasi, AUGUST, 12, sex=WOMEN, service="baru")
    line = lines(client, baris="kelamin", kolom="tanpa")["Perempuan"]
    assert figures(client, line.cells[0]) == (20, [20])


def test_filters_of_the_pivot_hold_for_the_rows(client, bekasi):
    home, other = region("Harapanjaya", "32.75.03.1006"), region("Gambir", "31.71.01.1001")
    for place, count in ((home, 8), (other, 3)):
        passports(bekasi, AUGUST, count, home_region=place, sex=WOMEN)
    line = lines(client, baris="kelamin", kolom="tanpa", kabupaten="32.75")["Perempuan"]
    assert figures(client, line.cells[0]) == (8, [8])


def test_another_kanwils_cell_is_nobodys(client, bekasi):
    passports(bekasi, AUGUST, 20, sex=WOMEN)
    url = lines(client, baris="kelamin", kolom="tanpa")["Perempuan"].cells[0].url
    client.force_login(UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR))
    assert client.get(f"{url}&kantor={bekasi.code}").status_code == 404
    assert client.get(url).context["value"] is None
