"""How the open data count: whose month, which sessions, what is hidden with what."""

from datetime import date

from django.test import Client
from django.urls import reverse

from dbi_portal.lib.months import Month
from dbi_portal.public import figures, tables
from dbi_portal.public.datasets import BY_SLUG, DATASETS
from dbi_portal.public.metadata import metadata
from dbi_portal.public.tests.test_open_data import rows_of
from dbi_portal.tests.seeded import NOW
from officers.models import Office
from officers.tests.factories import KanwilFactory, OfficeFactory, supervise
from outreach.tests.factories import SessionFactory
from reports.figures.measure import PMI_ISSUED
from reports.tests.factories import StatisticFactory
from villages.tests.factories import GuidedVillageFactory

TODAY = NOW.date()


def test_a_small_count_is_hidden_with_what_would_give_it_away(db):
    first, second = OfficeFactory(), OfficeFactory()
    for office, month, count in (
        (first, 7, 40), (first, 8, 3), (second, 7, 50), (second, 8, 60),
    ):  # fmt: skip
        StatisticFactory(office=office, month=Month(2025, month), count=count)
    table = tables.passports(TODAY)[PMI_ISSUED]
    small = first.supervisor_on(TODAY).code
    other = second.supervisor_on(TODAY).code
    held = table.held
    assert held.hidden == {
        (place, month) for place in (small, other) for month in ("2025-07", "2025-08")
    }
    assert held.shown(("nasional", "2025-08")) == 63
    assert held.shown((small, "2025")) == 43
    assert held.shown(("nasional", "2025")) == 153


def test_a_month_counts_for_the_kanwil_its_office_belonged_to(db):
    former, present = KanwilFactory(), KanwilFactory()
    office = OfficeFactory(under=former)
    office.supervisions.update(ends_on=date(2025, 6, 30))
    supervise(office, present, starts_on=date(2025, 7, 1))
    for month, count in ((6, 100), (7, 200)):
        StatisticFactory(office=office, month=Month(2025, month), count=count)
    held = tables.passports(TODAY)[PMI_ISSUED].held
    assert held.shown((former.code, "2025")) == 100
    assert held.shown((present.code, "2025")) == 200


def test_people_are_not_known_where_nobody_counted_them(db):
    office = OfficeFactory()
    kanwil = office.supervisor_on(TODAY).code
    SessionFactory.create_batch(6, office=office, approved=True, held_on=date(2025, 8, 3))
    assert tables.sessions(TODAY).held.shown((kanwil, "2025-08", "semua")) == 6
    assert tables.participants(TODAY).held.cells == {}
    SessionFactory(office=office, approved=True, held_on=date(2025, 9, 3), participants=80)
    assert tables.participants(TODAY).held.shown((kanwil, "2025")) == 80


def held_in(*numbers, month=8):
    """So many approved sessions each at an office of a Kanwil of its own, one a month and kind."""
    codes = []
    for number in numbers:
        office = OfficeFactory()
        codes.append(office.supervisor_on(TODAY).code)
        for each in range(number):
            SessionFactory(office=office, approved=True, held_on=date(2025, month - each, 3))
    return codes


def sessions_shown():
    held = tables.sessions(TODAY).held
    return {cell: held.shown(cell) for cell in held.cells if held.shown(cell) is not None}


def test_few_sessions_show_their_total_and_not_one_small_count(db):
    """Each Kanwil, month and kind is small; that there were fourteen points at nobody."""
    codes = held_in(4, 4, 3, 3)
    assert sessions_shown() == {("nasional", "2025", "semua"): 14}
    lines = {line.name: line for line in figures.totals(TODAY).kanwils}
    assert len(lines) == len(codes)
    assert all(line.sessions.hidden for line in lines.values())
    assert figures.totals(TODAY).nation.sessions.value == 14


def test_with_more_of_them_each_kanwil_has_its_total_too(db):
    first, second = held_in(7, 6)
    assert sessions_shown() == {
        (first, "2025", "semua"): 7,
        (second, "2025", "semua"): 6,
        ("nasional", "2025", "semua"): 13,
    }


def test_where_even_two_totals_would_tell_only_the_nations_is_published(db):
    held_in(4, 1)
    assert sessions_shown() == {("nasional", "2025", "semua"): 5}
    totals = figures.totals(TODAY)
    assert totals.nation.sessions.value == 5
    assert all(line.sessions.hidden for line in totals.kanwils)


def test_a_nation_with_fewer_than_five_sessions_shows_none(db):
    held_in(3, 1)
    assert sessions_shown() == {}
    assert "Belum ada jumlah yang dapat ditampilkan" in page_of("kegiatan-per-bulan")


def test_the_period_ends_with_the_last_month_that_is_known(db):
    held_in(7, month=8)
    said = metadata(BY_SLUG["kegiatan-per-bulan"], TODAY)["periode"]
    assert (said["mulai"][5:], said["sampai"]) == ("01-01", "2025-08-31")


def test_each_page_says_what_is_not_guarded(db):
    assert "bukan beberapa berkas dari hari yang berlainan" in page_of("")
    assert "bukan antara berkas dari hari yang berlainan" in page_of("paspor-per-bulan")


def page_of(slug):
    return Client().get(f"/data-terbuka/{slug + '/' if slug else ''}").content.decode()


def test_only_approved_sessions_of_months_that_are_over_count(db):
    office = OfficeFactory()
    SessionFactory.create_batch(5, office=office, held_on=date(2025, 8, 3))
    SessionFactory.create_batch(5, office=office, approved=True, held_on=TODAY)
    assert tables.sessions(TODAY).held.cells == {}


def test_villages_are_the_active_ones_with_their_codes_and_dates(db):
    village = GuidedVillageFactory(since=date(2024, 5, 6))
    GuidedVillageFactory(stage="calon")
    (row,) = rows_of("desa-binaan-aktif")
    assert row["kode_wilayah"] == village.region_id
    assert (row["kode_provinsi"], row["provinsi"]) == ("32", "Jawa Barat")
    assert (row["kode_kabupaten_kota"], row["kabupaten_kota"]) == ("32.75", "Kota Bekasi")
    assert (row["kode_kantor"], row["aktif_sejak"]) == (village.office.code, "2024-05-06")
    assert row["data_contoh"] == "tidak"


def test_a_name_that_looks_like_a_formula_is_only_a_name_in_a_sheet(db):
    village = GuidedVillageFactory()
    Office.objects.filter(pk=village.office_id).update(short_name="=1+1")
    (row,) = rows_of("desa-binaan-aktif")
    assert row["kantor_pembina"] == "'=1+1"


def test_what_is_no_data_set_does_not_exist(db):
    browser = Client()
    assert browser.get("/data-terbuka/entah/").status_code == 404
    assert browser.get("/data-terbuka/entah.csv").status_code == 404
    assert browser.get("/data-terbuka/paspor-per-bulan.xml").status_code == 404


def test_who_publishes_is_the_offices_own_choice(db, settings):
    settings.OPEN_DATA_LICENCE = "CC BY 4.0"
    settings.OPEN_DATA_PRODUCER = "Kantor contoh"
    assert "CC BY 4.0" in Client().get(reverse("open-data")).content.decode()
    said = metadata(DATASETS[0], TODAY)
    assert (said["lisensi"], said["produsen_data"]) == ("CC BY 4.0", "Kantor contoh")
