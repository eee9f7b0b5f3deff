"""The workbook in which an office writes down its sessions of a year."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from dbi_portal.lib import sheets
from officers.imports.kinds import KINDS, importable_by
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.defaults import load_defaults
from outreach.imports.sessions import KIND
from outreach.models import Session
from outreach.tests.lists import brought_in
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 12)


@pytest.fixture(autouse=True)
def words_and_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_defaults()


@pytest.fixture
def office():
    office = OfficeFactory()
    JurisdictionFactory(office=office)
    return office


def template(user, office):
    return load_workbook(io.BytesIO(KINDS[KIND].template(user, office, TODAY)))


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def test_an_offices_template_offers_its_own_villages_officers_and_words(office):
    GuidedVillageFactory(region=RegionFactory(name="Harapanjaya"), office=office)
    GuidedVillageFactory(region=RegionFactory(name="Milik Kantor Lain"))
    OfficerFactory(office=office, name="Budi Contoh")
    book = template(UserFactory(office=office), office)
    words = {
        column[0].value: {cell.value for cell in column[1:]}
        for column in book["Daftar kata"].columns
    }
    assert words["Desa"] - {None} == {"Harapanjaya"}
    assert words["Petugas"] - {None} == {"Budi Contoh"}
    assert {"Sosialisasi", "Sambang desa"} <= words["Jenis"]
    assert "Kantor" not in headings(book["Data"])


def test_who_sees_several_offices_names_the_office_in_each_row():
    admin = UserFactory(role=Role.ADMIN)
    assert headings(template(admin, None)["Data"])[0] == "Kantor"


def test_the_example_is_read_as_it_stands(office):
    """Whoever copies the example's rows into the data sheet gets sessions out of them."""
    for code, name in {
        "1002": "Mustikajaya",
        "1006": "Harapanjaya",
        "1004": "Teluk Pucung",
    }.items():
        GuidedVillageFactory(
            region=RegionFactory(code=f"32.75.03.{code}", name=name), office=office
        )
    OfficerFactory(office=office, name="Budi Contoh")
    clerk = UserFactory(office=office)
    content = KINDS[KIND].template(clerk, office, TODAY)
    book = sheets.read(content, "templat.xlsx", sheets.Limits(10**7, 512 * 1024**2, 20))
    example = next(sheet for sheet in book.sheets if sheet.name == "Contoh")
    rows = [row for _, row in example.numbered()][1:]
    brought_in(clerk, *rows)
    first, second = Session.objects.order_by("held_on")
    assert (first.villages.count(), first.participants, first.women) == (2, 60, 34)
    assert (second.kind.code, second.title) == ("sambang-desa", "Sambang desa di Teluk Pucung")


def test_an_untouched_template_holds_nothing_to_import(office):
    clerk = UserFactory(office=office)
    with pytest.raises(ValueError, match="belum ada baris data"):
        brought_in(clerk, headings(template(clerk, office)["Data"]))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.OPERATOR, True),
        (Role.VERIFIER, True),
        (Role.ADMIN, True),
        (Role.PIMPASA, False),
        (Role.OFFICE_HEAD, False),
    ],
)
def test_who_may_bring_a_list_in(role, may, office):
    kinds = importable_by(UserFactory(role=role, office=office))
    assert (KINDS[KIND] in kinds) == may
