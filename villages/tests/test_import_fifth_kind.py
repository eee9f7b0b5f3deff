"""Another kind of sheet is made by following docs/lib.md: what stands there is run here."""

import re
from datetime import date
from pathlib import Path

import pytest

from officers.imports.kinds import KINDS
from officers.imports.resource import Touched
from officers.tests.factories import OfficeFactory, UserFactory
from villages.models import RegionUnits
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory
from villages.tests.importing import TODAY, imported, look, sheet, taken_back, template

pytestmark = pytest.mark.django_db
PAPER = Path(__file__).parents[2] / "docs" / "lib.md"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def fifth_kind():
    """The module as the paper prints it, declared for the time of one test."""
    part = PAPER.read_text().partition("## Menambah jenis lembar")[2]
    code = re.search(r"```python\n(.*?)```", part, re.DOTALL)[1]
    exec(compile(code, str(PAPER), "exec"), {"__name__": "fifth_kind"})  # noqa: S102
    yield
    del KINDS["units"]


@pytest.fixture
def clerk():
    office = OfficeFactory()
    JurisdictionFactory(office=office)
    region = RegionFactory(code="32.75.03.1006", name="Harapanjaya")
    GuidedVillageFactory(region=region, office=office)
    return UserFactory(office=office)


def units(count):
    return sheet(["Kelurahan", "Kec.", "Banyak RT"], ["Harapan Jaya", "Bekasi Utara", count])


def test_it_reads_asks_writes_and_knows_what_is_there(clerk):
    imported("units", units(84), clerk)
    row = RegionUnits.objects.get()
    assert (row.region_id, row.rt_count, row.counted_on) == ("32.75.03.1006", 84, TODAY)
    assert look("units", units(84), clerk).states == ["unchanged"]
    changed = look("units", units("1.084"), clerk)
    assert changed.shown() == {"Jumlah RT": ("1084", "84")}
    assert look("units", units(None), clerk).sentences == [
        "Baris 2, kolom Banyak RT: harus diisi; tulis 0 bila nihil."
    ]


def test_it_takes_back_exactly_what_it_wrote(clerk):
    imported("units", units(84), clerk)
    run = imported("units", units(85), clerk)
    taken_back(run, clerk)
    assert RegionUnits.objects.get().rt_count == 84


def test_it_refuses_to_take_back_what_somebody_changed(clerk):
    run = imported("units", units(84), clerk)
    RegionUnits.objects.update(rt_count=90, counted_on=date(2025, 11, 1))
    with pytest.raises(Touched, match="Harapanjaya"):
        taken_back(run, clerk)


def test_its_template_comes_with_the_offices_villages(clerk):
    seen = look("units", template("units", clerk, clerk.office), clerk)
    assert seen.findings.rows == 1
    assert "harus diisi" in seen.sentences[0]
