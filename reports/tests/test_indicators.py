"""Indicators: what they measure, who sets them for whom, and that nothing unknown is judged."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from outreach.models import FollowUp, SessionVillage
from outreach.tests.factories import ConsultationFactory, SessionFactory
from reports.dashboards.indicator_words import SUGGESTED
from reports.dashboards.indicators import picture
from reports.figures.indicators.asked import Asked
from reports.figures.indicators.catalogue import GAUGES, measured
from reports.figures.indicators.readings import is_running, periods, read
from reports.figures.period import MonthRange
from reports.models import Indicator
from reports.models.statistic import Outcome
from reports.tests.figures_world import passports, village
from villages.models import Assignment

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
TODAY = date(2025, 12, 1)
Unit, Better, Period = Indicator.Unit, Indicator.Better, Indicator.Period


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat", code="kanwil-jabar")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")


def indicator(office, **changes):
    values = {
        "name": "Kegiatan tiap bulan", "numerator": "kegiatan", "unit": Unit.NUMBER, "target": 2,
        "period": Period.MONTH, "starts_on": date(2025, 1, 1), "set_at": timezone.now(),
    }  # fmt: skip
    return Indicator.objects.create(office=office, **values | changes)


def values(key, *offices, months=AUGUST, today=TODAY):
    span = MonthRange.of(months)
    found = measured([key], Asked(offices, (span,), today))[key]
    return [found.get((office.pk, span)) for office in offices] + [found.get((None, span))]


def held(office, day, people=None, *villages, **more):
    session = SessionFactory(
        office=office, approved=True, held_on=date(2025, *day), participants=people, **more
    )
    for each in villages:
        SessionVillage.objects.create(session=session, village=each)
    return session


def test_every_measure_answers_where_nothing_was_written_yet(bekasi):
    asked = Asked((bekasi,), (MonthRange.of(AUGUST),), TODAY)
    assert measured(list(GAUGES), asked).keys() == GAUGES.keys()


def test_passports_are_the_dashboards_and_unknown_stays_unknown(bekasi, karawang):
    passports(bekasi, AUGUST, 40)
    passports(bekasi, AUGUST, 3, outcome=Outcome.REFUSED, purpose="")
    assert values("paspor-pmi", bekasi, karawang) == [40, None, 40]
    assert values("penolakan", bekasi, karawang) == [3, None, 3]
    assert values("penundaan", bekasi) == [None, None]


def test_sessions_people_and_consultations_of_the_period(bekasi, karawang):
    held(bekasi, (8, 1), 30)
    held(bekasi, (8, 2))
    held(bekasi, (7, 2), 11)
    SessionFactory(office=karawang, held_on=date(2025, 8, 3))  # not approved
    ConsultationFactory(office=karawang, held_on=date(2025, 8, 31))
    ConsultationFactory(office=karawang, held_on=date(2025, 9, 1))
    assert values("kegiatan", bekasi, karawang) == [2, 0, 2]
    assert values("kegiatan", bekasi, months=MonthRange(JULY, AUGUST)) == [3, 3]
    assert values("peserta", bekasi, karawang) == [30, 0, 30]
    assert values("konsultasi", bekasi, karawang) == [0, 1, 1]


def test_a_village_two_offices_visited_counts_once_for_both(bekasi, karawang):
    jaya = village(bekasi, "Jaya", aktif=date(2025, 8, 1))
    held(bekasi, (8, 3), None, jaya)
    held(bekasi, (8, 9), None, jaya)
    held(karawang, (8, 4), None, jaya)
    assert values("desa-dikunjungi", bekasi, karawang) == [1, 1, 1]


def test_active_villages_and_those_without_an_officer_at_the_periods_end(bekasi):
    jaya = village(bekasi, "Jaya", aktif=date(2025, 8, 1))
    village(bekasi, "Baru", "32.75.01.1002", dikukuhkan=date(2025, 8, 20))
    village(bekasi, "Calon", "32.75.01.1003", calon=date(2025, 8, 20))
    assert values("desa-aktif", bekasi) == [1, 1]
    assert values("desa-aktif", bekasi, months=JULY) == [0, 0]
    assert values("desa-tanpa-petugas", bekasi) == [2, 2]
    Assignment.objects.create(
        village=jaya, office=bekasi, officer=OfficerFactory(office=bekasi),
        starts_on=date(2025, 8, 10), ends_on=date(2025, 9, 30),
    )  # fmt: skip
    assert values("desa-tanpa-petugas", bekasi) == [1, 1]
    assert values("desa-tanpa-petugas", bekasi, months=Month(2025, 10)) == [2, 2]


def test_follow_ups_done_in_the_period_and_open_at_its_end(bekasi):
    july, august = held(bekasi, (7, 3)), held(bekasi, (8, 3))
    for session, done in ((july, None), (july, date(2025, 8, 5)), (august, date(2025, 9, 2))):
        FollowUp.objects.create(session=session, owner="Lurah", task="Tugas", done_on=done)
    assert values("tindak-lanjut-selesai", bekasi) == [1, 1]
    assert values("tindak-lanjut-terbuka", bekasi, months=JULY) == [2, 2]
    assert values("tindak-lanjut-terbuka", bekasi) == [2, 2]
    assert values("tindak-lanjut-terbuka", bekasi, months=Month(2025, 9)) == [1, 1]


def test_reports_that_are_due_and_in_time(bekasi, karawang):
    for number, office in enumerate((bekasi, karawang)):
        code = f"32.75.01.100{number}"
        village(office, f"Desa {number}", code, aktif=date(2025, 8, 1))
    due = values("laporan-wajib", bekasi, karawang)
    assert due == [1, 1, 2]
    assert values("laporan-tepat-waktu", bekasi, karawang) == [0, 0, 0]
    # Of a month that is not over nothing is due.
    assert values("laporan-wajib", bekasi, months=Month(2025, 12)) == [None, None]


def test_a_period_ends_with_the_month_that_is_shown():
    months = periods(Period.MONTH, AUGUST)
    assert (len(months), months[-1]) == (12, MonthRange.of(AUGUST))
    quarters = periods(Period.QUARTER, AUGUST)
    assert quarters[-1] == MonthRange(JULY, AUGUST)
    assert quarters[-2] == MonthRange(Month(2025, 4), Month(2025, 6))
    assert len(quarters) == 12
    assert is_running(Period.QUARTER, AUGUST)
    assert not is_running(Period.QUARTER, Month(2025, 9))
    assert periods(Period.YEAR, AUGUST)[0].first == Month(2021, 1)


def one(found, *offices, month=AUGUST):
    [reading] = read([found], offices, month, today=TODAY)
    return reading


def test_a_rate_divides_sums_and_is_compared_for_all_together(bekasi, karawang, kanwil):
    jaya = village(bekasi, "Jaya", aktif=date(2025, 1, 1))
    village(bekasi, "Baru", "32.75.01.1002", aktif=date(2025, 1, 1))
    village(karawang, "Lain", "32.15.01.1002", aktif=date(2025, 1, 1))
    held(bekasi, (8, 3), None, jaya)
    rate = indicator(
        kanwil, numerator="desa-dikunjungi", denominator="desa-aktif", unit=Unit.PERCENT, target=50
    )
    found = one(rate, bekasi, karawang)
    assert round(found.now.value, 2) == Decimal("33.33")
    assert found.now.met is False
    assert [each.reading.value for each in found.offices] == [50, 0]
    assert [each.reading.met for each in found.offices] == [True, False]


def test_a_number_is_each_offices_own_target(bekasi, karawang, kanwil):
    for day in (1, 2, 3):
        held(bekasi, (8, day))
    found = one(indicator(kanwil), bekasi, karawang)
    assert found.now.value == 3
    assert not found.is_shared
    assert (found.reached, found.compared) == (1, 2)


def test_what_is_unknown_is_never_judged(client, bekasi, kanwil):
    rate = indicator(
        kanwil, numerator="kegiatan", denominator="paspor-pmi", unit=Unit.EACH, target=1
    )
    assert one(rate, bekasi).now.met is None  # nobody knows the passports
    none = indicator(kanwil, numerator="penolakan", name="Penolakan", better=Better.LOWER, target=5)
    assert one(none, bekasi).now.met is None
    client.force_login(UserFactory(office=bekasi))
    page = client.get(reverse("reports:indicator-list"), {"bulan": "2025-08"}).content.decode()
    assert page.count("belum ada angka") >= 2


def test_fewer_is_better_where_it_is_said_so(bekasi, kanwil):
    passports(bekasi, AUGUST, 5, outcome=Outcome.REFUSED, purpose="")
    few = indicator(kanwil, numerator="penolakan", better=Better.LOWER, target=5)
    assert one(few, bekasi).now.met is True
    few.target = 4
    assert one(few, bekasi).now.met is False


def test_outside_its_validity_nothing_is_compared(bekasi, kanwil):
    held(bekasi, (8, 1))
    assert one(indicator(kanwil, starts_on=date(2025, 9, 1)), bekasi).now.met is None
    ended = indicator(kanwil, name="Lama", ends_on=date(2025, 7, 31))
    assert one(ended, bekasi).now.met is None
    assert one(ended, bekasi).trend[-2].met is False


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
