"""The workbook of passport statistics comes with a row for each Desa Binaan of the office."""

import io
from datetime import date

import openpyxl
import pytest

from officers.imports.kinds import KINDS
from officers.tests.factories import OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.importing import KIND, NOW, imported, look
from villages.models.village import Stage
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 13)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    """It guides Harapanjaya and Mustikajaya; Perwira has ended."""
    office = OfficeFactory()
    JurisdictionFactory(office=office)
    for code, name, stage in (
        ("32.75.03.1006", "Harapanjaya", Stage.ACTIVE),
        ("32.75.11.1001", "Mustikajaya", Stage.CANDIDATE),
        ("32.75.03.1004", "Perwira", Stage.INACTIVE),
    ):
        region = RegionFactory(code=code, name=name)
        GuidedVillageFactory(region=region, office=office, stage=stage)
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def workbook(clerk):
    content = KINDS[KIND].template(clerk, clerk.office, TODAY)
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(book, sheet="Data", top=1):
    head, *found = book[sheet].iter_rows(min_row=top, values_only=True)
    return [dict(zip(head, cells, strict=True)) for cells in found]


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def filled(clerk, *counts):
    """The template with these figures in its rows."""
    book = workbook(clerk)
    page = book["Data"]
    at = [cell.value for cell in page[1]].index("Jumlah") + 1
    for number, count in enumerate(counts, start=2):
        page.cell(number, at, count)
    return saved(book)


def test_each_desa_binaan_has_its_row_for_this_month(clerk):
    found = rows(workbook(clerk))
    assert [(each["Desa"], each["Bulan"], each["Hasil"], each["Jumlah"]) for each in found] == [
        ("Harapanjaya", "2025-10", "Terbit", None),
        ("Mustikajaya", "2025-10", "Terbit", None),
    ]


def test_filled_in_it_is_imported_and_once_more_changes_nothing(clerk):
    imported(filled(clerk, 12, 1234), clerk, name="templat.xlsx")
    figures = PassportStatistic.objects.order_by("home_region").values_list("home_region", "count")
    assert list(figures) == [("32.75.03.1006", 12), ("32.75.11.1001", 1234)]
    again = look(filled(clerk, 12, 1234), clerk, name="templat.xlsx")
    assert again.counts == {"unchanged": 2}


def test_figures_on_record_stand_in_it_already(clerk):
    imported(filled(clerk, 12, 0), clerk, name="templat.xlsx")
    assert [each["Jumlah"] for each in rows(workbook(clerk))] == [12, 0]
    assert look(saved(workbook(clerk)), clerk, name="templat.xlsx").findings.to_write == 0


def test_the_worked_example_reads_as_it_says(clerk):
    book = workbook(clerk)
    example, data = book["Contoh"], book["Data"]
    data.delete_rows(1, data.max_row)
    for cells in example.iter_rows(min_row=3, values_only=True):
        data.append(cells)
    seen = look(saved(book), clerk, name="contoh.xlsx", at=NOW)
    assert [figure["count"] for figure in seen.figures] == [12, 1234, 0], seen.sentences
