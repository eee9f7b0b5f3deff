"""Beranda: the month of a Kanwil, of one office, of the country, as each reader may see it."""

from datetime import date

import pytest
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.models import OfficeSupervision
from officers.roles import Role
from officers.tests.factories import (
    KanwilFactory,
    OfficeFactory,
    UserFactory,
)
from outreach.tests.factories import SessionFactory
from reports.figures import passports as figures
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome
from reports.tests import dashboards
from reports.tests.dashboards import AUGUST, JULY, names_of, opened, panel, rows_behind, values
from reports.tests.figures_world import LONG_AGO, passports, region, report, running_total, village

pytestmark = pytest.mark.django_db
TO_AUGUST = MonthRange.year_to(AUGUST)
kanwil, supervisor = dashboards.kanwil, dashboards.supervisor
bekasi, karawang = dashboards.bekasi, dashboards.karawang


def test_the_four_figures_are_those_of_the_figures_themselves(client, supervisor, bekasi, karawang):
    passports(bekasi, AUGUST, 1204)
    passports(karawang, AUGUST, 702)
    passports(bekasi, AUGUST, 41, outcome=Outcome.REFUSED, purpose="")
    SessionFactory(office=bekasi, approved=True, held_on=date(2025, 8, 12), participants=48)
    village(bekasi, aktif=date(2025, 8, 1))
    page = opened(client)
    assert values(page) == {
        "Paspor PMI terbit": "1.906",
        "Penolakan paspor": "41",
        "Kegiatan disetujui": "1",
        "Desa Binaan aktif": "1",
    }
    assert figures.total([bekasi, karawang], AUGUST).value == 1906
    assert all(value in page.text for value in ("1.906", "48 peserta"))


def test_a_figure_is_compared_with_last_month_and_with_last_year(client, supervisor, bekasi):
    for month, count in ((AUGUST, 1204), (JULY, 894), (AUGUST.year_ago, 1300)):
        passports(bekasi, month, count)
    issued = opened(client).dashboard.figures[0]
    assert [each.text for each in issued.changes] == [
        "naik 310 dari Juli 2025",
        "turun 96 dari Agustus 2024",
    ]
    assert issued.spark


def test_one_villages_row_is_not_compared_with_an_offices_total(client, supervisor, bekasi):
    passports(bekasi, JULY, 700)
    passports(bekasi, AUGUST, 5, home_region=region("Mustikajaya", "32.75.11.1003"))
    client.force_login(supervisor)
    text = opened(client).text
    assert "tidak sebanding dengan Juli 2025" in text
    assert "turun 695" not in text


def test_the_office_that_moved_the_total_most_is_named(client, supervisor, bekasi, karawang):
    for month, counts in ((JULY, (100, 100)), (AUGUST, (110, 150))):
        for office, count in zip((bekasi, karawang), counts, strict=True):
            passports(office, month, count)
    assert opened(client).dashboard.figures[0].note == "terutama Karawang"


def test_delays_stand_beside_refusals_and_not_in_them(client, supervisor, bekasi):
    passports(bekasi, AUGUST, 41, outcome=Outcome.REFUSED, purpose="")
    passports(bekasi, AUGUST, 17, outcome=Outcome.DELAYED, purpose="")
    refused = opened(client).dashboard.figures[1]
    assert (refused.value, refused.note) == ("41", "17 penundaan dihitung terpisah")


def test_batams_767_people_and_12_applications_are_two_rows_with_two_units(client):
    kanwil = KanwilFactory(short_name="Kanwil Kepulauan Riau")
    batam, november = OfficeFactory(under=kanwil, short_name="Kanim Batam"), Month(2024, 11)
    passports(batam, november, 767, outcome=Outcome.DEPARTURE_DELAY, purpose="")
    passports(batam, november, 12, outcome=Outcome.REFUSED_OR_DELAYED, purpose="")
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    page = opened(client, november)
    assert [(row.value, row.unit) for row in panel(page, "outcomes").rows] == [
        (12, "permohonan"),
        (767, "orang"),
    ]
    assert "779" not in page.text
    assert "Belum ada angka: penolakan, penundaan, penangguhan, dan pembatalan." in page.text


def test_bekasi_is_third_in_the_country_on_its_kanwils_page(client, supervisor, bekasi):
    for name, count in (("Kanim Cilacap", 11200), ("Kanim Pemalang", 9900)):
        running_total(OfficeFactory(short_name=name), TO_AUGUST, count, made_up=True)
    running_total(bekasi, TO_AUGUST, 8837)
    passports(bekasi, AUGUST, 1204, sex="perempuan", made_up=True)
    passports(bekasi, JULY, 7633, made_up=True)
    page = opened(client)
    assert page.dashboard.rank.sentence == (
        "Bekasi peringkat ketiga se-Indonesia Januari–Agustus 2025, "
        "setelah Cilacap dan Pemalang, dari 3 kantor yang datanya ada."
    )
    assert page.dashboard.rank.made_up == "sebagian data contoh"
    row = panel(page, "offices").rows[0]
    assert (row.name, row.to_date, row.made_up) == ("Bekasi", 8837, "")
    assert (row.month, row.month_made_up) == (1204, "data contoh")
    assert "8.837" in page.text


def test_offices_are_listed_by_passports_with_their_reports(client, supervisor, bekasi, karawang):
    passports(bekasi, JULY, 60)
    passports(bekasi, AUGUST, 70)
    passports(karawang, AUGUST, 700)
    village(bekasi, aktif=LONG_AGO)
    report(karawang, AUGUST, "received")
    page = opened(client)
    rows = panel(page, "offices").rows
    assert [(row.name, row.to_date, row.month, row.change.text) for row in rows] == [
        ("Karawang", 700, 700, ""),
        ("Bekasi", 130, 70, "+10"),
    ]
    assert rows[0].chip.label == "tepat waktu"
    assert (rows[1].chip.label, rows[1].late.split()[0]) == ("belum", "terlambat")
    assert "1 dari 2 kantor sudah melapor" in page.text
    assert "1 dari 2 kantor sudah melapor, 1 belum." in page.text


def test_an_office_without_figures_stays_on_the_list(client, supervisor, bekasi, karawang):
    passports(bekasi, AUGUST, 70)
    page = opened(client)
    last = panel(page, "offices").rows[-1]
    assert (last.name, last.to_date, last.chip.label) == ("Karawang", None, "tidak wajib")
    assert page.dashboard.figures[0].note == "1 kantor belum ada angka"


def test_villages_are_listed_with_the_rest_summed_up(client, supervisor, bekasi):
    for number in range(1, 13):
        home = region(f"Desa {number:02}", f"32.75.01.10{number:02}")
        passports(bekasi, AUGUST, 10 * number, home_region=home)
    homes = panel(opened(client), "homes")
    shown = [(row.name, row.value) for row in (*homes.rows, *homes.more)]
    assert shown == [(f"Desa {number:02}", 10 * number) for number in range(12, 2, -1)]
    assert homes.foot == "2 desa/kelurahan lain: 30 paspor"


def test_numbers_lead_to_the_rows_they_were_counted_from(client, supervisor, bekasi):
    passports(bekasi, AUGUST, 1204)
    passports(bekasi, AUGUST, 1100, home_region=region("Mustikajaya", "32.75.11.1001"))
    SessionFactory(office=bekasi, approved=True, held_on=date(2025, 8, 12))
    SessionFactory(office=bekasi, held_on=date(2025, 8, 12))
    page = opened(client)
    counted = rows_behind(client, page.dashboard.figures[0].url)
    assert [row.count for row in counted.context["page_obj"].object_list] == [1204]
    [line] = client.get(page.dashboard.figures[2].url).context["drill"].parts.lines
    sessions = rows_behind(client, line.url)
    assert len(sessions.context["page_obj"].object_list) == line.value == 1
    home = rows_behind(client, panel(page, "homes").rows[0].url)
    assert [row.count for row in home.context["page_obj"].object_list] == [1100]


def test_made_up_figures_say_so_beside_themselves(client, supervisor, bekasi, karawang):
    passports(bekasi, AUGUST, 1204)
    passports(karawang, AUGUST, 702, made_up=True)
    assert opened(client).dashboard.figures[0].made_up == "sebagian data contoh"
    OfficeSupervision.objects.filter(office=bekasi).delete()
    page = opened(client)
    assert page.dashboard.figures[0].made_up == "data contoh"
    assert "data contoh" in page.text


def test_the_latest_month_with_data_comes_first_and_says_so(client, supervisor, bekasi):
    passports(bekasi, JULY, 70)
    SessionFactory(office=bekasi, approved=True, held_on=date(2025, 8, 12))
    SessionFactory(office=bekasi, held_on=date(2025, 9, 12))
    passports(OfficeFactory(), Month(2025, 11), 70)
    page = opened(client, month=None)
    assert page.dashboard.page.title == "Agustus 2025"
    assert "Bulan terakhir yang ada datanya." in page.text
    assert "Bulan terakhir yang ada datanya." not in opened(client).text


@pytest.mark.parametrize("text", ["kemarin", "2025-13", "2100-01", "0001-01", "2025-08-01"])
def test_a_month_that_is_none_falls_back_with_a_message(client, supervisor, bekasi, text):
    passports(bekasi, AUGUST, 70)
    page = opened(client, month=text)
    assert page.dashboard.page.title == "Agustus 2025"
    assert "Yang tampil bulan terakhir yang ada datanya." in page.text


def test_one_turns_the_months_as_far_as_today(client, supervisor, bekasi):
    assert [turn.label for turn in opened(client).dashboard.page.others] == [
        "‹ Juli",
        "September ›",
    ]
    january = opened(client, Month(2025, 1)).dashboard.page.others
    assert january[0].label == "‹ Desember 2024"
    assert client.get(january[0].url).context["dashboard"].page.title == "Desember 2024"
    this_month = Month.of(timezone.localdate())
    assert len(opened(client, this_month).dashboard.page.others) == 1


def test_a_month_without_data_says_what_to_do(client, supervisor, bekasi):
    passports(bekasi, JULY, 70)
    page = opened(client)
    assert "Belum ada data Agustus 2025" in page.text
    steps = [act.label for act in page.dashboard.when_empty]
    assert steps == ["Impor statistik", "Ke bulan terakhir yang ada datanya"]
    assert not {"outcomes", "sessions"} & set(names_of(page))
    latest = client.get(page.dashboard.when_empty[-1].url)
    assert latest.context["dashboard"].page.title == "Juli 2025"


def test_an_empty_portal_opens_all_the_same(client, supervisor):
    page = opened(client, month=None)
    assert page.dashboard.facts.is_empty
    assert page.dashboard.rank is None


def fill(offices, start):
    for number, office in enumerate(offices, start=start):
        place = f"32.75.{number:02}.1001"
        for month in (AUGUST, JULY):
            passports(office, month, 100)
            passports(office, month, 90, home_region=region(f"Desa {number}", place))
        village(office, f"Desa {number}", place, aktif=LONG_AGO)
        SessionFactory(office=office, approved=True, held_on=date(2025, 8, 12), participants=4)
        SessionFactory(office=office, held_on=date(2025, 8, 13))


def test_the_number_of_queries_does_not_grow_with_offices_and_villages(
    client, supervisor, kanwil, django_assert_max_num_queries
):
    fill(OfficeFactory.create_batch(2, under=kanwil), start=1)
    opened(client)
    with django_assert_max_num_queries(25) as few:
        opened(client)
    fill(OfficeFactory.create_batch(6, under=kanwil), start=11)
    with django_assert_max_num_queries(len(few)):
        assert values(opened(client))["Paspor PMI terbit"] == "800"


def test_a_villages_number_leads_to_the_rows_it_was_counted_from(client, supervisor, bekasi):
    home = region("Mustikajaya", "32.75.11.1003")
    passports(bekasi, AUGUST, 81, home_region=home)
    passports(bekasi, AUGUST, 40, home_region=home, destination="Malaysia")
    row = panel(opened(client), "homes").rows[0]
    listed = rows_behind(client, row.url).context["page_obj"].object_list
    assert [figure.count for figure in listed] == [81]
