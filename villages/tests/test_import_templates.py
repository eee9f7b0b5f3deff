"""The workbooks to fill in come filled in, and change nothing given back as they are."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from officers.actions.officers import add_officer
from officers.models import Officer
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from villages.actions import assign_officer, record_decree
from villages.defaults import load_defaults
from villages.models import Assignment, Decree, GuidedVillage
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory
from villages.tests.importing import LATER, imported, look, sheet, template

pytestmark = pytest.mark.django_db
SK = "W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2024"


@pytest.fixture(autouse=True)
def words_and_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_defaults()


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    office = OfficeFactory(under=kanwil)
    JurisdictionFactory(office=office)
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


@pytest.fixture(autouse=True)
def regions():
    for code, name in (
        ("32.75.11", "Mustikajaya"),
        ("32.75.03.1006", "Harapanjaya"),
        ("32.75.03.1003", "Kaliabang Tengah"),
        ("32.75.11.1001", "Mustikajaya"),
    ):
        RegionFactory(code=code, name=name)


@pytest.fixture
def register(office, clerk):
    """A village with its whole life, one that is a candidate, and officers with and without."""
    rows = sheet(
        ["Desa", "Kecamatan", "Status", "Nomor SK", "Tanggal SK", "Tanggal pengukuhan", "Alasan",
         "Keterangan"],
        ["Harapan Jaya", "Bekasi Utara", "Aktif", SK, date(2024, 3, 1), date(2024, 5, 20),
         "TPPO; jauh", "Ramai"],
        ["Kali Abang Tengah", "Bekasi Utara", "Calon", None, None, None, None, None],
    )  # fmt: skip
    imported("villages", rows, clerk)
    village = GuidedVillage.objects.get(stage="aktif")
    budi = add_officer(officer=Officer(office=office, name="Budi (contoh), S.H."), by=None)
    facts = {"employee_number": "199001012015011001", "phone": "+62 812-3456-7890"}
    citra = add_officer(officer=Officer(office=office, name="Citra Dewi", **facts), by=None)
    add_officer(officer=Officer(office=office, name="Dedi"), by=None)
    order = record_decree(
        office=office, kind=Decree.Kind.ORDER, number="W.11-1", title="Penugasan",
        signed_on=date(2024, 5, 1), officers=[citra], by=clerk,
    )  # fmt: skip
    assign_officer(
        officer=citra, village=village, starts_on=date(2024, 6, 1), decree=order, by=clerk
    )
    assign_officer(officer=budi, village=village, starts_on=date(2024, 6, 1), by=clerk)


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def example_rows(content):
    """The sheet of examples as a sheet of data."""
    rows = book(content)["Contoh"].iter_rows(min_row=3, values_only=True)
    return sheet(*([_day(cell) for cell in row] for row in rows))


def _day(cell):
    return cell.date() if isinstance(cell, datetime) else cell


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(("kind", "many"), [("villages", 2), ("officers", 3)])
def test_a_template_given_back_as_it_came_changes_nothing(kind, many, office, clerk):
    seen = look(kind, template(kind, clerk, office), clerk, at=LATER)
    assert seen.states == ["unchanged"] * many, seen.sentences
    assert seen.findings.to_write == 0


@pytest.mark.usefixtures("register")
def test_the_list_of_villages_comes_with_their_papers_and_people(office, clerk):
    page = book(template("villages", clerk, office))["Data"]
    head, *rows = page.iter_rows(values_only=True)
    said = dict(zip(head, rows[1], strict=True))
    assert (said["Kode desa"], said["Desa"]) == ("32.75.03.1006", "Harapanjaya")
    assert (said["Status"], said["Nomor SK"]) == ("Aktif", SK)
    assert said["Tanggal pengukuhan"].date() == date(2024, 5, 20)
    assert said["PIMPASA"] == "Budi (contoh), S.H.; Citra Dewi"


@pytest.mark.usefixtures("register")
def test_drop_downs_offer_the_offices_own_villages(office, clerk):
    words = book(template("officers", clerk, office))["Daftar kata"]
    columns = {column[0].value: [cell.value for cell in column[1:]] for column in words.columns}
    assert [each for each in columns["Desa"] if each] == ["Harapanjaya", "Kaliabang Tengah"]
    work_area = book(template("villages", clerk, office))["Daftar kata"]
    names = [cell.value for column in work_area.columns for cell in column]
    assert {"Mustikajaya", "Aktif", "Permintaan paspor PMI tertinggi"} <= set(names)


def test_every_drop_down_lets_other_spellings_through(office, clerk):
    page = book(template("villages", clerk, office))["Data"]
    rules = page.data_validations.dataValidation
    assert rules
    assert {rule.errorStyle for rule in rules} == {"warning"}


def test_numbers_that_are_names_stay_text(office, clerk):
    page = book(template("officers", clerk, office))["Data"]
    looks = {cell.value: page.column_dimensions[cell.column_letter] for cell in page[1]}
    assert looks["NIP"].number_format == looks["Kode desa"].number_format == "@"


def test_the_worked_examples_read_as_they_say_one_after_the_other(office, clerk):
    imported("villages", example_rows(template("villages", clerk, office)), clerk)
    villages = GuidedVillage.objects.values_list("region__name", "stage").order_by("region__name")
    assert list(villages) == [("Harapanjaya", "calon"), ("Mustikajaya", "aktif")]
    imported("officers", example_rows(template("officers", clerk, office)), clerk)
    postings = Assignment.objects.values_list("officer__name", "village__region__name", "ends_on")
    assert list(postings.order_by("officer__name")) == [
        ("Budi Contoh, S.H.", "Mustikajaya", None),
        ("Citra Contoh", "Mustikajaya", date(2025, 5, 31)),
    ]


def test_examples_and_words_left_in_the_file_are_not_imported(office, clerk):
    GuidedVillageFactory(region_id="32.75.03.1006", office=office)
    seen = look("villages", template("villages", clerk, office), clerk)
    assert seen.findings.rows == 1


def test_a_kanwil_gets_the_lists_of_all_its_offices(kanwil, office):
    other = OfficeFactory(under=kanwil)
    foreign = OfficeFactory()
    for place, number in ((office, "1006"), (other, "1003")):
        GuidedVillageFactory(region_id=f"32.75.03.{number}", office=place)
    GuidedVillageFactory(region_id="32.75.11.1001", office=foreign)
    admin = UserFactory(office=kanwil, role=Role.ADMIN)
    page = book(template("villages", admin, kanwil))["Data"]
    assert {row[0] for row in page.iter_rows(min_row=2, values_only=True)} == {
        office.code, other.code,
    }  # fmt: skip
