"""Mutu data: what is found in the register, who may answer, and what an answer does."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.models import SessionVillage
from outreach.tests.factories import SessionFactory
from reports.actions.statistics import correct_statistic
from reports.figures.period import MonthRange
from reports.figures.quality import oddities, open_counts, quality_words
from reports.models import DataVerdict, ReportDeclaration
from reports.models.statistic import Outcome
from reports.tests.figures_world import passports, region, running_total, village

pytestmark = pytest.mark.django_db
PAGE, JUDGE = reverse("reports:data-quality"), reverse("reports:judge-data")
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
YEAR = MonthRange.year_to(AUGUST)
TODAY = date(2025, 9, 10)
LATER = datetime(2025, 9, 12, 2, tzinfo=UTC)
USUAL = (100, 104, 96, 108, 92, 100)  # February to July


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def operator(bekasi, client):
    user = UserFactory(office=bekasi, role=Role.OPERATOR, full_name="Rina Contoh")
    client.force_login(user)
    return user


def months(office, *counts, last=AUGUST, **values):
    """One figure a month, the last of them in `last`."""
    every = MonthRange.ending(last, months=len(counts))
    return [passports(office, m, count, **values) for m, count in zip(every, counts, strict=True)]


def found(*offices, span=YEAR, today=TODAY):
    return oddities([office.pk for office in offices], span, today=today)


def told(*offices, **how):
    return [(each.rule, each.months.label) for each in found(*offices, **how)]


def test_a_mistyped_month_is_an_outlier_and_a_jump(bekasi):
    months(bekasi, *USUAL, 1000)
    assert told(bekasi) == [("pencilan", "Agustus 2025"), ("lonjakan", "Agustus 2025")]


def test_ordinary_months_are_not_asked_about(bekasi):
    months(bekasi, *USUAL, 110)
    assert told(bekasi) == []


def test_a_month_that_is_not_over_yet_is_not_judged(bekasi):
    months(bekasi, *USUAL, 4)
    assert told(bekasi, today=date(2025, 8, 20)) == []


def test_a_missing_month_is_told_until_it_is_declared_nil(bekasi, operator):
    passports(bekasi, Month(2025, 6), 100)
    passports(bekasi, AUGUST, 100)
    assert told(bekasi) == [("bulan-kosong", "Juli 2025")]
    ReportDeclaration.objects.create(
        office=bekasi, month=JULY.first_day, kind="nihil", declared_by=operator,
        declared_at="2025-08-05T02:00Z",
    )  # fmt: skip
    assert told(bekasi) == []


def test_a_total_and_villages_that_do_not_add_up_to_it_are_a_selisih(bekasi):
    passports(bekasi, AUGUST, 100)
    passports(bekasi, AUGUST, 135, home_region=region("Mustikajaya", "32.75.11.1003"))
    [one] = found(bekasi)
    assert (one.rule, one.values) == ("selisih", (100, 135))


def test_the_same_villages_with_the_same_numbers_in_two_months_are_doubles(bekasi):
    for month in (JULY, AUGUST):
        for number in range(1, 6):
            home = region(f"Desa {number}", f"32.75.01.100{number}")
            passports(bekasi, month, 10 * number, home_region=home)
    [one] = found(bekasi)
    assert (one.rule, one.months) == ("ganda", MonthRange.of(AUGUST))
    assert "5 baris, berjumlah 150" in one.text
    assert one.beside == "Semua barisnya sama persis dengan Juli 2025."


def test_the_same_sum_from_other_villages_is_no_double(bekasi):
    for shift, month in ((0, JULY), (1, AUGUST)):
        for number in range(1, 6):
            place = (number + shift) % 5 + 1
            home = region(f"Desa {place}", f"32.75.01.100{place}")
            passports(bekasi, month, 10 * number, home_region=home)
    assert told(bekasi) == []


def test_two_offices_that_sent_the_same_table_are_told_to_who_sees_both(bekasi, kanwil):
    karawang = OfficeFactory(under=kanwil, short_name="Kanim Karawang")
    for office in (bekasi, karawang):
        for number in range(1, 6):
            home = region(f"Desa {number}", f"32.75.01.100{number}")
            passports(office, AUGUST, 10 * number, home_region=home)
    [one] = found(bekasi, karawang)
    assert one.beside == "Semua barisnya sama persis dengan Kanim Bekasi, Agustus 2025."
    assert found(bekasi) == found(karawang) == ()


def test_a_session_written_twice_is_told_with_both(bekasi):
    binaan = village(bekasi, "Mustikajaya", "32.75.11.1003", aktif=date(2025, 1, 1))
    ids = []
    for title in ("Sambang desa", " sambang Desa ", "Penyuluhan"):
        session = SessionFactory(office=bekasi, title=title, held_on=date(2025, 8, 12))
        SessionVillage.objects.create(session=session, village=binaan)
        ids.append(session.pk)
    [one] = found(bekasi)
    assert one.sessions == tuple(ids[:2])


def test_spans_that_cross_overlap_and_running_totals_do_not(bekasi):
    running_total(bekasi, MonthRange(Month(2025, 1), Month(2025, 3)), 300)
    running_total(bekasi, MonthRange(Month(2025, 1), Month(2025, 6)), 700)
    assert told(bekasi) == []
    running_total(bekasi, MonthRange(Month(2025, 3), AUGUST), 900)
    assert {rule for rule, _ in told(bekasi)} == {"tumpang-tindih"}


def test_outcomes_are_judged_each_by_itself(bekasi):
    months(bekasi, *USUAL, 110)
    months(bekasi, *USUAL, 1000, outcome=Outcome.REFUSED, purpose="")
    assert {each.measure.outcome for each in found(bekasi)} == {Outcome.REFUSED}


def page(client, **query):
    answer = client.get(PAGE, {"bulan": "2025-08"} | query)
    assert answer.status_code == 200
    return answer


def answer(client, line, verdict, note="", **more):
    posted = {"bulan": "2025-08", "kantor_angka": line.office.code, "kunci": line.key}
    return client.post(JUDGE, posted | {"putusan": verdict, "alasan": note} | more)


def test_an_answer_says_who_when_and_why_and_folds_the_line_away(client, operator, bekasi):
    passports(bekasi, Month(2025, 6), 100)
    passports(bekasi, AUGUST, 100)
    [line] = page(client).context["lines"]
    assert answer(client, line, "benar", "Kantor tutup sebulan").status_code == 302
    shown = page(client)
    assert shown.context["lines"] == []
    [settled] = shown.context["settled"]
    assert settled.said.startswith("Rina Contoh, ")
    assert settled.said.endswith(": Kantor tutup sebulan")
    assert "Sudah dijawab: 1" in shown.content.decode()
    event = AuditEvent.objects.get(action="reports.data.judged")
    assert event.actor == operator.username
    assert event.changes["note"] == "Kantor tutup sebulan"


def test_settling_without_a_reason_is_refused(client, operator, bekasi):
    passports(bekasi, Month(2025, 6), 100)
    passports(bekasi, AUGUST, 100)
    [line] = page(client).context["lines"]
    for verdict in ("abaikan", "benar", "entah"):
        answer(client, line, verdict)
    assert not DataVerdict.objects.exists()


def test_a_refused_answer_opens_again_with_the_reason_asked_for_at_its_field(
    client, operator, bekasi
):
    passports(bekasi, Month(2025, 6), 100)
    passports(bekasi, AUGUST, 100)
    [line] = page(client).context["lines"]
    refused = answer(client, line, "abaikan")
    text = client.get(refused.url).content.decode()
    assert '<details class="quality-answer" open>' in text
    assert 'aria-invalid="true" autofocus' in text
    assert f"{line.text}: Tulis alasannya" in text
    assert "Perbaiki: dicatat, lalu Anda dibawa ke angkanya" in text
    plain = page(client).content.decode()
    assert "aria-invalid" not in plain
    assert plain.count("formnovalidate") == 1  # “Perbaiki” needs no reason


def test_to_be_mended_leads_to_the_figure_and_stays_until_it_is_another(client, operator, bekasi):
    *_, wrong = months(bekasi, *USUAL, 1000)
    outlier = next(e for e in page(client).context["lines"] if e.rule.label == "Pencilan")
    went = answer(client, outlier, "perbaiki")
    assert went.url == reverse("reports:statistic-correct", args=[wrong.pk])
    labels = [each.chip and each.chip.label for each in page(client).context["lines"]]
    assert "Akan diperbaiki" in labels
    correct_statistic(statistic=wrong, count=1100, reason="Salah ketik", by=operator, at=LATER)
    assert all(each.chip is None for each in page(client).context["lines"])


def test_a_changed_figure_is_asked_anew_and_an_old_page_answers_nothing(client, operator, bekasi):
    passports(bekasi, Month(2025, 6), 100)
    august = passports(bekasi, AUGUST, 100)
    [line] = page(client).context["lines"]
    correct_statistic(statistic=august, count=120, reason="Salah ketik", by=operator, at=LATER)
    answer(client, line, "benar", "Sudah diperiksa")
    assert not DataVerdict.objects.exists()
    assert len(page(client).context["lines"]) == 1


def test_another_offices_line_does_not_exist_for_the_one_who_answers(client, operator, kanwil):
    other = OfficeFactory(under=kanwil, code="kanim-lain")
    passports(other, Month(2025, 6), 100)
    passports(other, AUGUST, 100)
    [odd] = found(other)
    asked = {"bulan": "2025-08", "kantor_angka": "kanim-lain", "kunci": odd.key}
    answer = client.post(JUDGE, asked | {"putusan": "benar", "alasan": "x"})
    assert answer.status_code == 404
    assert page(client).context["lines"] == []


def test_a_head_reads_and_does_not_answer(client, bekasi):
    passports(bekasi, Month(2025, 6), 100)
    passports(bekasi, AUGUST, 100)
    client.force_login(UserFactory(office=bekasi, role=Role.OFFICE_HEAD))
    shown = page(client)
    [line] = shown.context["lines"]
    assert "Jawab" not in shown.content.decode().replace("jawaban", "")
    assert answer(client, line, "benar", "x").status_code == 403


def test_the_kanwil_answers_for_its_offices_and_filters_by_rule(client, bekasi, kanwil):
    months(bekasi, *USUAL, 1000)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    shown = page(client, aturan="lonjakan")
    assert [each.rule.label for each in shown.context["lines"]] == ["Lonjakan"]
    assert [(each.label, each.count) for each in shown.context["rules"]][:3] == [
        ("Semua", 2), ("Pencilan", 1), ("Lonjakan", 1),
    ]  # fmt: skip
    answer(client, shown.context["lines"][0], "abaikan", "Layanan jemput bola")
    assert DataVerdict.objects.get().office == bekasi


def test_the_file_holds_answered_and_open_lines(client, operator, bekasi):
    months(bekasi, *USUAL, 1000)
    answer(client, page(client).context["lines"][0], "benar", "Jemput bola")
    file = page(client, unduh="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in ("Pencilan", "Lonjakan")]
    assert [(row[0], row[5], row[7]) for row in rows] == [
        ("Pencilan", "Benar adanya", "Jemput bola"), ("Lonjakan", None, None),
    ]  # fmt: skip


def test_what_waits_is_counted_by_rule_for_the_dashboard(bekasi):
    months(bekasi, *USUAL, 1000)
    counts = open_counts([bekasi.pk], YEAR, today=TODAY)
    assert counts == {"pencilan": 1, "lonjakan": 1}
    assert quality_words(counts) == "1 pencilan, 1 lonjakan"


def test_the_page_asks_few_questions_however_many_offices_and_lines(
    client, kanwil, bekasi, django_assert_max_num_queries
):
    months(bekasi, *USUAL, 1000)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    with django_assert_max_num_queries(25) as few:
        page(client)
    for office in OfficeFactory.create_batch(5, under=kanwil):
        months(office, *USUAL, 2000)
    with django_assert_max_num_queries(len(few)):
        assert len(page(client).context["lines"]) == 12


def test_another_page_fetches_one_line_of_what_waits_or_nothing(client, operator, bekasi):
    line = reverse("reports:data-quality-line")
    assert client.get(line, {"bulan": "2025-08"}).content == b""
    months(bekasi, *USUAL, 1000)
    text = client.get(line, {"bulan": "2025-08"}).content.decode()
    assert "<b>2 data</b>" in text
    assert "1 pencilan, 1 lonjakan" in text
    assert f"{PAGE}?bulan=2025-08" in text


def test_filters_that_the_rules_do_not_obey_are_said(client, operator, bekasi):
    months(bekasi, *USUAL, 1000)
    passports(bekasi, Month(2024, 1), 5, destination="Malaysia")
    asked = {"bulan": "2025-08", "hasil": "penolakan", "tahap": "calon", "tujuan": "Malaysia"}
    page = client.get(PAGE, asked | {"per": "2025-09-05"}).content.decode()
    assert "Menurut kantor: tidak disaring menurut status desa, hasil, dan negara tujuan." in page
    assert "“per tanggal” tidak berlaku di sini" in page
    assert "tidak disaring" not in client.get(PAGE, {"bulan": "2025-08"}).content.decode()
