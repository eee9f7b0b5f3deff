"""Indicators on their page: who sets them for whom, who reads them, and what leads on from them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
)
from reports.dashboards.indicator_words import SUGGESTED, distance
from reports.dashboards.indicators import picture
from reports.figures.period import MonthRange
from reports.models import Indicator
from reports.tests import dashboards
from reports.tests.figures_world import passports, village
from reports.tests.indicators import Better, Period, Unit, held, indicator, one

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
TODAY = date(2025, 12, 1)
kanwil, bekasi, karawang = dashboards.kanwil, dashboards.bekasi, dashboards.karawang


def names(client, **asked):
    page = client.get(reverse("reports:indicator-list"), {"bulan": "2025-08", **asked})
    assert page.status_code == 200
    return page.content.decode()


def test_an_office_reads_what_the_centre_and_its_own_kanwil_set(client, bekasi, kanwil):
    indicator(CentreFactory(), name="Dari pusat")
    indicator(kanwil, name="Dari Kanwil")
    indicator(KanwilFactory(), name="Dari Kanwil lain")
    client.force_login(UserFactory(office=bekasi))
    page = names(client)
    assert "Dari pusat" in page
    assert "Dari Kanwil" in page
    assert "Dari Kanwil lain" not in page
    assert "Tetapkan indikator" not in page


def form_values(**changes):
    return {
        "name": "Laporan tepat waktu", "numerator": "laporan-tepat-waktu",
        "denominator": "laporan-wajib", "unit": "persen", "better": "naik", "target": "90",
        "period": "bulan", "starts_on": "2025-01-01", **changes,
    }  # fmt: skip


def test_a_kanwil_sets_one_for_its_offices(client, kanwil):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    client.post(reverse("reports:indicator-create"), form_values())
    made = Indicator.objects.get()
    assert (made.office, made.set_by, made.target) == (kanwil, user, 90)
    assert AuditEvent.objects.get(action="reports.indicator.set").actor == user.username


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"denominator": ""}, "Pilih penyebut, atau ubah satuan menjadi angka."),
        ({"unit": "angka"}, "Satuan angka tidak memakai penyebut; kosongkan."),
        ({"ends_on": "2024-01-01"}, "Akhir masa berlaku tidak boleh sebelum awalnya."),
    ],
)
def test_what_does_not_fit_is_said_and_not_set(client, kanwil, changes, said):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    page = client.post(reverse("reports:indicator-create"), form_values(**changes))
    assert said in page.content.decode()
    assert not Indicator.objects.exists()


def test_nobody_sets_for_one_beside_or_above_him(client, bekasi, kanwil):
    from_centre = indicator(CentreFactory())
    own = indicator(kanwil, name="Milik Kanwil")
    urls = {
        each: reverse("reports:indicator-change", args=[each.pk]) for each in (from_centre, own)
    }
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    assert client.get(urls[own]).status_code == 200
    assert client.get(urls[from_centre]).status_code == 404  # not among the rows he keeps
    client.force_login(UserFactory(office=CentreFactory(), role=Role.MONEV))
    assert client.get(urls[own]).status_code == 403
    client.force_login(UserFactory(office=bekasi, role=Role.OFFICE_HEAD))
    assert client.get(reverse("reports:indicator-create")).status_code == 403
    suggested = reverse("reports:indicator-suggest", args=["laporan-tepat-waktu"])
    assert client.post(suggested).status_code == 403


def test_an_indicator_ends_and_stays(client, kanwil):
    made = indicator(kanwil)
    client.force_login(UserFactory(office=kanwil, role=Role.KANWIL_HEAD))
    client.post(reverse("reports:indicator-end", args=[made.pk]), {"ends_on": "2025-06-30"})
    made.refresh_from_db()
    assert made.ends_on == date(2025, 6, 30)
    assert f'id="indikator-{made.pk}"' not in names(client)
    assert AuditEvent.objects.filter(action="reports.indicator.ended").exists()


def test_our_defaults_are_offered_as_ours_and_set_by_one_click(client, kanwil):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    page = names(client)
    assert "dari pembuat portal, bukan ketentuan resmi" in page
    for key in SUGGESTED:
        url = reverse("reports:indicator-suggest", args=[key])
        assert client.post(url, {"bulan": "2025-08"}).status_code == 302
    assert {each.starts_on for each in Indicator.objects.all()} == {date(2025, 1, 1)}
    assert Indicator.objects.count() == len(SUGGESTED)
    assert "Usul bawaan" not in names(client)


def test_the_number_of_questions_stands_however_many_offices_and_indicators(client, kanwil):
    centre = CentreFactory()
    for number, values in enumerate(SUGGESTED.values()):
        indicator(centre, **values | {"name": f"Nomor {number}"})
    indicator(centre, name="Paspor", numerator="paspor-pmi", period=Period.YEAR)
    OfficeFactory(under=kanwil)
    client.force_login(UserFactory(office=centre, role=Role.MONEV))
    names(client)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            names(client, rentang="1")
        return len(asked)

    few = questions()
    for number in range(6):
        office = OfficeFactory(under=kanwil)
        held(office, (8, 1 + number))
        passports(office, AUGUST, number)
    assert questions() <= few <= 25


def test_the_panel_of_beranda_shows_the_first_and_leads_to_all(client, kanwil, bekasi):
    for number in range(6):
        indicator(kanwil, name=f"Nomor {number}")
    client.force_login(UserFactory(office=bekasi))
    page = client.get(reverse("reports:indicator-panel"), {"bulan": "2025-08"}).content.decode()
    assert "Nomor 3" in page
    assert "Nomor 4" not in page
    assert "2 indikator lain" in page


def test_without_any_indicator_beranda_has_no_panel(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    page = client.get(reverse("reports:indicator-panel"), {"bulan": "2025-08"})
    assert page.content.decode().strip() == ""


def test_the_chart_belongs_to_who_may_see_the_indicator(client, kanwil, bekasi):
    found = indicator(kanwil)
    held(bekasi, (8, 1))
    client.force_login(UserFactory(office=bekasi))
    page = client.get(reverse("reports:indicator-list"), {"bulan": "2025-08"})
    text = page.content.decode()
    start = text.index(f"/beranda/grafik/indikator-{found.pk}/")
    address = text[start : text.index('"', start)].replace("&amp;", "&")
    assert client.get(address).status_code == 200
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_a_line_that_breaks_off_says_of_which_months_nobody_knows(bekasi, kanwil):
    rate = indicator(
        kanwil, numerator="kegiatan", denominator="paspor-pmi", unit=Unit.EACH, target=1
    )
    for number in range(1, 9):
        if number != 5:
            passports(bekasi, Month(2025, number), 4)
    before = one(rate, bekasi)
    assert "Belum ada angka: 5 dari 12 periode." in picture(before).sentence
    for month in MonthRange(Month(2024, 9), Month(2024, 12)):
        passports(bekasi, month, 4)
    told = picture(one(rate, bekasi))
    assert told.sentence.endswith("Belum ada angka: Mei 2025.")
    assert told.rows[0][0] == "September 2024"
    assert told.months[0] == Month(2024, 9)


def test_reports_that_came_late_are_one_link_away(client, bekasi):
    client.force_login(UserFactory(office=bekasi))
    village(bekasi, aktif=date(2025, 1, 1))
    indicator(
        CentreFactory(), name="Tepat waktu", numerator="laporan-tepat-waktu",
        denominator="laporan-wajib", unit=Unit.PERCENT, target=90,
    )  # fmt: skip
    page = client.get(reverse("reports:indicator-list"), {"bulan": "2025-08"})
    assert f'href="{reverse("reports:completeness")}?bulan=2025-08"' in page.content.decode()


def test_how_far_a_figure_is_from_its_target_is_said_as_one_would(bekasi, kanwil):
    found = indicator(kanwil)
    held(bekasi, (8, 1))
    assert distance(found, one(found, bekasi).now) == "1 di bawah target"
    few = indicator(kanwil, name="Sedikit", better=Better.LOWER, target=0)
    assert distance(few, one(few, bekasi).now) == "1 di atas batas"


def test_taking_a_default_brings_no_filter_that_nobody_chose(client, kanwil):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    first, second, *_ = SUGGESTED
    taken = reverse("reports:indicator-suggest", args=[first])
    assert client.post(taken, {"bulan": "2025-08"}).url == reverse("reports:indicator-list")
    taken = reverse("reports:indicator-suggest", args=[second])
    assert client.post(taken, {"bulan": "2025-08", "dipilih": "1"}).url.endswith("?bulan=2025-08")
