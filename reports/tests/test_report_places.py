"""The map of the monthly report: each village where somebody said it lies, from the snapshot."""

import re
from datetime import date

import pypdfium2
import pytest

from reports.actions.reports import build_report
from reports.documents.monthly import monthly_pdf
from reports.models import MonthlyReport
from reports.tests.figures_world import LONG_AGO, village
from reports.tests.months import AUGUST, SEPTEMBER_1, approved_session, small_kanwil
from reports.tests.paper_world import STAMP
from villages.models import RegionPoint
from villages.points import approximate

pytestmark = pytest.mark.django_db
MARKED, LOADED, MET, NOWHERE = (
    "32.75.03.1006",
    "32.75.03.1001",
    "32.75.11.1003",
    "32.75.07.1007",
)
NAMES = {MARKED: "Harapanjaya", LOADED: "Kaliabang Tengah", MET: "Mustikajaya",
         NOWHERE: "Ciketingudik"}  # fmt: skip


def point(code, source, latitude, longitude):
    return RegionPoint.objects.create(
        region_id=code, source=source, latitude=latitude, longitude=longitude, placed_at=SEPTEMBER_1
    )


@pytest.fixture
def office():
    """Four villages: marked on the map, loaded from a file, seen by sessions, seen by nobody."""
    office = small_kanwil().bekasi
    for code, name in NAMES.items():
        village(office, name, code, aktif=LONG_AGO)
    point(MARKED, "berkas", -6.9, 107.9)  # what a file says gives way to the village's page
    point(MARKED, "halaman", -6.21, 107.01)
    point(LOADED, "berkas", -6.15, 106.98)
    for day, lat in ((5, -6.30), (12, -6.31), (19, -6.90)):
        approved_session(
            office, held_on=date(2025, 8, day), place_region_id=MET, latitude=lat, longitude=107.02
        )
    return office


def drafted(office):
    report = build_report(office=office, month=AUGUST, by=None, at=SEPTEMBER_1)
    return report.revision


def placed(snapshot) -> dict[str, tuple]:
    return {
        each["code"]: (each["lat"], each["lng"], each["point"]) for each in snapshot["villages"]
    }


def words(snapshot) -> str:
    document = pypdfium2.PdfDocument(monthly_pdf(snapshot, STAMP))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\ufffe", "-").split())


def test_the_snapshot_carries_the_best_that_anybody_said_of_each_village(office):
    rough = approximate(NOWHERE)
    assert placed(drafted(office).snapshot) == {
        MARKED: (-6.21, 107.01, "desa"),
        LOADED: (-6.15, 106.98, "desa"),
        MET: (-6.31, 107.02, "sesi"),  # the middle one of the three
        NOWHERE: (*rough, "kabupaten"),
    }


def test_the_paper_says_of_each_point_whose_it_is_and_which_one_is_rough(office):
    text = words(drafted(office).snapshot)
    assert "Letak 4 desa; nomor titik dijelaskan dalam tabel." in text
    assert "hanya perkiraan (1 desa)" in text
    legend = text.split("Desa pada peta")[1]
    for code, how in (
        (MARKED, "titik desa"),
        (LOADED, "titik desa"),
        (MET, "titik kegiatan di desa"),
        (NOWHERE, "perkiraan menurut kabupaten/kota"),
    ):
        others = "|".join(name for name in NAMES.values() if name != NAMES[code])
        assert re.search(rf"[1-4] {NAMES[code]} (?:(?!{others}).)*?{how}", legend), code


def test_a_point_set_afterwards_changes_no_paper_until_it_is_drafted_anew(office):
    revision = drafted(office)
    before = words(revision.snapshot)
    RegionPoint.objects.filter(region=MARKED).delete()
    point(NOWHERE, "halaman", -6.35, 107.0)
    again = MonthlyReport.objects.get(pk=revision.report_id).revision
    assert words(again.snapshot) == before
    assert placed(drafted(office).snapshot)[NOWHERE] == (-6.35, 107.0, "desa")


def test_an_older_snapshot_is_drawn_as_it_was(office):
    """Frozen when villages had their regency's place alone: still hollow, still called rough."""
    snapshot = drafted(office).snapshot
    old = [
        each | dict(zip(("lat", "lng", "point"), (*approximate(MARKED), "kabupaten"), strict=True))
        for each in snapshot["villages"]
    ]
    text = words(snapshot | {"villages": old})
    assert "hanya perkiraan (4 desa)" in text
    without = [
        {name: value for name, value in each.items() if name not in ("lat", "lng", "point")}
        for each in snapshot["villages"]
    ]
    assert "Letak Desa Binaan" not in words(snapshot | {"villages": without})


def test_a_kanwils_report_carries_its_offices_points(office):
    drafted(office)
    kanwil = office.supervisor_on(AUGUST.last_day)
    snapshot = build_report(office=kanwil, month=AUGUST, by=None, at=SEPTEMBER_1).revision.snapshot
    assert placed(snapshot)[MET] == (-6.31, 107.02, "sesi")
