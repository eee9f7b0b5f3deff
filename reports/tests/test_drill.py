"""Telusuri: a total opens up step by step, down to its rows, and says what it leaves out."""

from datetime import date

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, UserFactory
from outreach.models import SessionVillage
from outreach.tests.factories import SessionFactory
from reports.dashboards.drill.asked import LABELS
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome
from reports.tests import dashboards
from reports.tests.dashboards import AUGUST, JULY
from reports.tests.figures_world import LONG_AGO, passports, region, running_total, village

pytestmark = pytest.mark.django_db
TO_AUGUST = MonthRange.year_to(AUGUST)
kanwil, supervisor = dashboards.kanwil, dashboards.supervisor
bekasi, karawang = dashboards.bekasi, dashboards.karawang


def drilled(client, **query):
    response = client.get(reverse("reports:drill"), {"bulan": "2025-08"} | query)
    assert response.status_code == 200
    return response.context["drill"]


def lines(found):
    return [(line.label, line.value) for line in found.parts.lines]


def test_a_kanwils_total_opens_into_its_offices_then_months_then_villages(
    client, supervisor, bekasi, karawang
):
    home = region("Harapanjaya", "32.75.03.1006")
    passports(bekasi, JULY, 60)
    passports(bekasi, AUGUST, 70)
    passports(bekasi, AUGUST, 70, home_region=home)
    passports(karawang, AUGUST, 30)
    top = drilled(client)
    assert (top.total, lines(top)) == (160, [("Bekasi", 130), ("Karawang", 30)])
    months = client.get(top.parts.lines[0].url).context["drill"]
    assert (months.total, lines(months)[-2:]) == (130, [("Juli 2025", 60), ("Agustus 2025", 70)])
    villages = client.get(months.parts.lines[-1].url).context["drill"]
    assert (villages.total, lines(villages)) == (70, [("Harapanjaya", 70)])
    rows = client.get(client.get(villages.parts.lines[0].url).context["drill"].source.url)
    assert [row.count for row in rows.context["page_obj"].object_list] == [70]


def test_what_is_not_broken_down_is_a_line_of_its_own(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    passports(bekasi, AUGUST, 100)
    passports(bekasi, AUGUST, 60, home_region=region("Harapanjaya", "32.75.03.1006"))
    found = drilled(client, rentang="1", menurut="desa")
    rest = found.parts.rest_line
    assert (found.total, lines(found)) == (100, [("Harapanjaya", 60)])
    assert (rest.label, rest.value) == ("Tidak dirinci menurut desa/kelurahan asal", 40)


def test_a_figure_printed_for_the_whole_span_says_it_has_no_months(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    running_total(bekasi, TO_AUGUST, 8837)
    found = drilled(client, menurut="bulan")
    assert found.total == 8837
    assert {value for _, value in lines(found)} == {None}
    assert found.parts.rest_line.value == 8837
    assert "tidak per bulan" in found.parts.rest_line.label


def test_a_difference_between_print_and_months_is_told(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    running_total(bekasi, TO_AUGUST, 100)
    for month in TO_AUGUST:
        passports(bekasi, month, 10)
    assert any("selisih 20" in each.lower() for each in drilled(client).why)


def test_a_country_narrows_the_total_and_its_rows(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    passports(bekasi, AUGUST, 100)
    passports(bekasi, AUGUST, 65, destination="Malaysia")
    passports(bekasi, AUGUST, 35, destination="Taiwan")
    split = drilled(client, rentang="1", menurut="tujuan")
    assert (split.total, lines(split)) == (100, [("Malaysia", 65), ("Taiwan", 35)])
    malaysia = client.get(split.parts.lines[0].url).context["drill"]
    assert malaysia.total == 65
    rows = client.get(malaysia.source.url)
    assert [row.count for row in rows.context["page_obj"].object_list] == [65]
    assert "tujuan Malaysia" in rows.context["subject"]


def test_an_outcome_of_all_purposes_opens_into_them(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    passports(bekasi, AUGUST, 5, outcome=Outcome.REFUSED, purpose="pmi")
    passports(bekasi, AUGUST, 7, outcome=Outcome.REFUSED, purpose="umrah")
    found = drilled(client, rentang="1", hasil="penolakan", menurut="keperluan")
    assert found.total == 12
    assert [value for _, value in lines(found)] == [7, 5]


def test_the_crumbs_lead_back_up_with_the_span_one_came_from(client, supervisor, bekasi):
    passports(bekasi, JULY, 60)
    passports(bekasi, AUGUST, 70)
    months = drilled(client, kantor=bekasi.code, rentang="3")
    page = client.get(months.parts.lines[-1].url)
    assert "naik=3" in months.parts.lines[-1].url
    crumbs = page.context["page"].crumbs
    assert [each.label for each in crumbs][1:] == [
        "Kanwil Jawa Barat", "Kanim Bekasi", "Agustus 2025",
    ]  # fmt: skip
    back = client.get(crumbs[2].url).context["drill"]
    assert back.total == months.total == 130


def test_sessions_open_into_kinds_and_these_into_their_register(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    for day in (5, 12):
        SessionFactory(office=bekasi, approved=True, held_on=date(2025, 8, day))
    SessionFactory(office=bekasi, held_on=date(2025, 8, 20))
    found = drilled(client, apa="kegiatan", rentang="1")
    assert (found.total, found.step) == (2, "Jenis kegiatan")
    assert sum(line.value for line in found.parts.lines) == 2
    listed = client.get(found.parts.lines[0].url).context["page_obj"].object_list
    assert len(listed) == found.parts.lines[0].value


def test_who_sees_a_part_of_a_villages_offices_is_told_so(client, bekasi):
    home = region("Harapanjaya", "32.75.03.1006")
    for office in (bekasi, OfficeFactory(), OfficeFactory()):
        passports(office, AUGUST, 50, home_region=home)
    client.force_login(UserFactory(office=bekasi))
    found = drilled(client, desa=home.pk)
    assert found.total == 50
    assert "Anda melihat 1 dari 3 kantor yang mencatat pemohon dari Harapanjaya." in found.why


def test_another_offices_drill_down_and_an_unknown_village_are_not_there(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    for query in ({"kantor": OfficeFactory().code}, {"desa": "99.99.99.9999"}):
        asked = {"bulan": str(Month(2025, 8))} | query
        assert client.get(reverse("reports:drill"), asked).status_code == 404


def held_in(served):
    session = SessionFactory(office=served.office, approved=True, held_on=date(2025, 8, 5))
    SessionVillage.objects.create(session=session, village=served)


def test_sessions_within_one_regency_open_into_its_desa_binaan(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    for name, code in (("Harapanjaya", "32.75.03.1006"), ("Sumberjaya", "32.16.06.2001")):
        held_in(village(bekasi, name, code, aktif=LONG_AGO))
    found = drilled(client, apa="kegiatan", kabupaten="32.75", menurut="desa")
    assert (found.total, lines(found)) == (1, [("Harapanjaya", 1)])


FILTERS = {
    "kabupaten": {"kabupaten": "32.75"},
    "tahap, tujuan": {"tahap": "aktif", "tujuan": "Malaysia", "rentang": "1"},
    "all": {"kabupaten": "32.75", "tahap": "aktif", "tujuan": "Malaysia", "keperluan": "semua",
            "hasil": "penolakan", "per": "2025-09-05", "desa": "32.75.03.1006"},
}  # fmt: skip


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_every_step_opens_under_every_filter_for_kanim_kanwil_and_centre(
    client, bekasi, kanwil, filters
):
    served = village(bekasi, "Harapanjaya", "32.75.03.1006", aktif=LONG_AGO)
    held_in(served)
    passports(bekasi, AUGUST, 70)
    passports(bekasi, AUGUST, 60, home_region=served.region)
    passports(bekasi, AUGUST, 65, destination="Malaysia")
    readers = {Role.OPERATOR: bekasi, Role.SUPERVISOR: kanwil, Role.MONEV: CentreFactory()}
    for role, office in readers.items():
        client.force_login(UserFactory(office=office, role=role))
        for what in ("paspor", "kegiatan"):
            for step in ("", *LABELS):
                drilled(client, apa=what, menurut=step, **filters)


def test_nothing_held_and_nothing_known_are_said_once_with_the_way_on(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    page = client.get(
        reverse("reports:drill"), {"bulan": "2025-08", "apa": "kegiatan", "menurut": "jenis"}
    )
    assert "Tidak ada kegiatan pada saringan ini." in page.content.decode()
    assert "Belum ada angka" not in page.content.decode()
    page = client.get(reverse("reports:drill"), {"bulan": "2025-08", "hasil": "penolakan"})
    assert page.content.decode().count("Belum ada angka") == 1
    assert "Hapus semua saringan" in page.content.decode()
