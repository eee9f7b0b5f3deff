"""Kelengkapan: twelve months side by side, who is missing, whom to ask, what to send him."""

import io
from datetime import date, datetime
from html import unescape
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.models import OfficeHead
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
    supervise,
)
from reports.figures.standing import ReportState, Standing
from reports.figures.tally import Tally, tally
from reports.models import MonthlyReport, ReportDeclaration
from reports.tests.figures_world import report, village

pytestmark = pytest.mark.django_db
# Long enough ago that the page's twelve months end with it. Due on Friday 6 September 2024, the
# Kanwil's own report on Friday the 13th.
AUGUST = Month(2024, 8)
URL, ASKED = "/laporan/kelengkapan/", {"bulan": "2024-08"}
JULY_FIRST = date(2024, 7, 1)


def moment(day, month=9):
    return datetime(2024, month, day, 3, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


def office_named(name, kanwil, number):
    office = OfficeFactory(under=kanwil, short_name=f"Kanim {name}", code=f"kanim-{name.lower()}")
    village(office, f"Desa {name}", f"32.75.0{number}.1001", aktif=JULY_FIRST)
    return office


@pytest.fixture
def offices(kanwil):
    """In time, late, nil, prevented, sent back, a draft, nothing at all."""
    names = ("Awal", "Lambat", "Nihil", "Halang", "Balik", "Konsep", "Diam")
    found = {name: office_named(name, kanwil, number) for number, name in enumerate(names, 1)}
    for name, status, day in (
        ("Awal", "received", 4), ("Lambat", "sent", 11), ("Balik", "returned", 5),
    ):  # fmt: skip
        row = report(found[name], AUGUST, status)
        MonthlyReport.objects.filter(pk=row.pk).update(sent_at=moment(day))
    report(found["Konsep"], AUGUST)
    for name, kind, reason in (("Nihil", "nihil", ""), ("Halang", "berhalangan", "Kebanjiran.")):
        ReportDeclaration.objects.create(
            office=found[name], month=AUGUST.first_day, kind=kind, reason=reason,
            declared_at=moment(3),
        )  # fmt: skip
    return found


def reader(office, role=Role.SUPERVISOR):
    client = Client()
    client.user = UserFactory(office=office, role=role)
    client.force_login(client.user)
    return client


def opened(client, **asked):
    answer = client.get(URL, ASKED | asked)
    assert answer.status_code == 200
    answer.text = unescape(answer.content.decode())
    answer.board = answer.context["board"]
    return answer


def lines(page):
    return {line.name.removeprefix("Kanim "): line for line in page.board.lines}


def cells(page, name):
    row = next(row for row in page.board.rows if row.name == name)
    return dict(zip(page.board.months, row.cells, strict=True))


def test_a_kanwil_reads_in_one_sentence_who_has_reported(kanwil, offices):
    page = opened(reader(kanwil))
    assert page.board.sentence == (
        "2 dari 7 kantor sudah melapor, 1 nihil, 1 berhalangan, 1 dikembalikan, 2 belum. "
        "1 kantor menyampaikannya terlambat."
    )
    assert page.board.deadline == "Tenggat Jumat, 6 September 2024."
    assert page.board.sentence in page.text


def test_each_office_stands_with_icon_word_and_colour_what_is_owed_first(kanwil, offices):
    page = opened(reader(kanwil))
    shown = [(line.name, line.chip.state, bool(line.chip.icon)) for line in page.board.lines]
    assert shown == [
        ("Kanim Diam", "bad", True),
        ("Kanim Konsep", "bad", True),
        ("Kanim Balik", "warn", True),
        ("Kanim Halang", "gold", True),
        ("Kanim Nihil", "good", True),
        ("Kanim Awal", "good", True),
        ("Kanim Lambat", "warn", True),
    ]
    found = lines(page)
    assert found["Awal"].chip.label == "tepat waktu"
    assert found["Awal"].detail == "dikirim 4 September 2024, diterima"
    assert found["Lambat"].chip.label == "dikirim terlambat 3 hari kerja"
    assert found["Halang"].detail == "dinyatakan 3 September 2024: Kebanjiran."
    assert found["Konsep"].detail == "konsep sudah disusun"
    assert found["Diam"].detail == "belum ada konsep"
    assert found["Diam"].chip.label.startswith("belum, terlambat")


def test_an_office_that_owes_nothing_reads_why_and_that_its_draft_may_go(kanwil):
    idle = OfficeFactory(under=kanwil, short_name="Kanim Sepi", code="kanim-sepi")
    why = "tidak ada Desa Binaan yang dibina bulan itu"
    assert lines(opened(reader(kanwil)))["Sepi"].detail == why
    report(idle, AUGUST)
    [line] = opened(reader(kanwil)).board.lines
    assert line.detail == f"{why}; konsep sudah disusun, tetap boleh dikirim"


def test_who_declared_a_month_is_named(kanwil):
    office = office_named("Nihil", kanwil, 1)
    clerk = UserFactory(office=office, role=Role.OPERATOR, full_name="Rina Contoh")
    ReportDeclaration.objects.create(
        office=office, month=AUGUST.first_day, kind="nihil", declared_at=moment(3),
        declared_by=clerk,
    )  # fmt: skip
    [line] = opened(reader(kanwil)).board.lines
    assert line.detail == f"dinyatakan 3 September 2024 oleh {clerk}"


def test_a_late_nil_is_not_called_a_late_report(kanwil):
    office = office_named("Nihil", kanwil, 1)
    ReportDeclaration.objects.create(
        office=office, month=AUGUST.first_day, kind="nihil", declared_at=moment(11)
    )
    assert opened(reader(kanwil)).board.sentence == (
        "0 dari 1 kantor sudah melapor, 1 nihil. 1 kantor menyampaikannya terlambat."
    )


def test_the_matrix_shows_twelve_months_the_newest_first(kanwil, offices):
    page = opened(reader(kanwil))
    assert page.board.months[0] == AUGUST
    assert page.board.months[-1] == Month(2023, 9)
    awal = cells(page, "Awal")
    assert (awal[AUGUST].word, awal[AUGUST].chip.state) == ("tepat waktu", "good")
    assert awal[AUGUST.previous()].word.startswith("belum, +")
    assert awal[Month(2024, 6)].word == ""  # its village was not at work yet
    words = {name: cells(page, name)[AUGUST].word for name in ("Lambat", "Nihil", "Halang")}
    assert words == {"Lambat": "terlambat 3", "Nihil": "nihil", "Halang": "halangan"}
    assert page.board.total.cells[0].word == "2 dari 7"
    assert "Agustus 2024: tepat waktu, dikirim 4 September 2024" in page.text


def test_the_latest_twelve_months_end_with_last_month_whatever_is_asked(kanwil, offices):
    last_month = Month.of(timezone.localdate()).previous()
    client = reader(kanwil)
    for asked in ("", "2999-01", "kapan", str(last_month.next())):
        assert opened(client, bulan=asked).board.month == last_month
    shown = f"Yang tampil {last_month.label}."
    assert f"Januari 2999 belum berakhir. {shown}" in opened(client, bulan="2999-01").text
    assert "“kapan” bukan bulan." in opened(client, bulan="kapan").text
    assert "Yang tampil" not in opened(client, bulan="").text
    page = opened(client, bulan=str(last_month.plus(-3)))
    assert (page.board.months[0], page.board.month) == (last_month, last_month.plus(-3))
    assert len(page.board.months) == 12


def test_of_who_is_missing_the_page_says_whom_to_ask_and_what_to_send(kanwil, offices, settings):
    settings.PORTAL_URL = "https://portal.contoh.id"
    draft, quiet = offices["Konsep"], offices["Diam"]
    UserFactory(office=draft, full_name="Rina (contoh)")
    UserFactory(office=draft, role=Role.PIMPASA, full_name="Petugas lapangan (contoh)")
    OfficeHead.objects.create(
        office=draft, capacity="plt", name="Budi (contoh)", position="Kepala Kantor",
        starts_on=date(2024, 1, 1),
    )  # fmt: skip
    draft.phone = "(0263) 555123"
    draft.save()
    page = opened(reader(kanwil))
    asked = lines(page)["Konsep"].contact
    assert asked.head == "Plt. Kepala Kantor: Budi (contoh)"
    assert asked.people == (("Operator Kanim", "Rina (contoh)"),)
    text = lines(page)["Konsep"].message
    assert text.startswith("*Laporan Desa Binaan Agustus 2024*\nYth. Kanim Konsep,\n")
    assert "belum kami terima. Tenggat Jumat, 6 September 2024, lewat " in text
    assert "Konsepnya sudah disusun portal: mohon diperiksa" in text
    assert (
        f"https://portal.contoh.id{MonthlyReport.objects.get(office=draft).get_absolute_url()}"
        in text
    )
    assert text.endswith("Terima kasih. Kanwil Jawa Barat")
    assert f'data-copy="teks-{quiet.code}"' in page.text
    assert "(0263) 555123" in page.text
    assert "Petugas lapangan" not in page.text
    assert lines(page)["Awal"].message == lines(page)["Nihil"].message == ""


def test_one_message_for_the_group_names_all_who_still_owe(kanwil, offices):
    page = opened(reader(kanwil))
    text = page.board.message
    assert f'href="https://wa.me/?text={quote(text, safe="")}"' in page.text
    assert [line for line in text.splitlines() if line.startswith("• ")][2] == (
        "• Kanim Konsep: " + text.split("• Kanim Konsep: ")[1].splitlines()[0]
    )
    assert all(f"Kanim {name}" in text for name in ("Balik", "Konsep", "Diam"))
    assert not any(f"Kanim {name}" in text for name in ("Awal", "Lambat", "Nihil", "Halang"))


def test_a_name_with_signs_of_whatsapp_stays_plain(kanwil):
    OfficeFactory(under=kanwil, short_name="Kanim *_Tebal_*")
    office = kanwil.supervised.get().office
    village(office, "Desa", "32.75.01.1001", aktif=JULY_FIRST)
    assert "Yth. Kanim Tebal,\n" in lines(opened(reader(kanwil)))["*_Tebal_*"].message


def test_an_office_sees_its_own_line_and_no_message_to_itself(offices):
    page = opened(reader(offices["Konsep"], Role.OPERATOR))
    (line,) = page.board.lines
    assert (line.name, line.message, page.board.message) == ("Kanim Konsep", "", "")
    assert page.board.total is None
    assert line.declare_url == reverse("reports:declare", args=["kanim-konsep", AUGUST])


def test_the_centre_sees_kanwil_with_their_counts_and_goes_inside(kanwil, offices):
    CentreFactory()
    other = KanwilFactory(short_name="Kanwil Banten")
    office_named("Serang", other, 8)
    client = reader(CentreFactory(), Role.MONEV)
    page = opened(client)
    banten, jabar = page.board.lines
    assert jabar.detail.startswith(
        "2 dari 7 kantor sudah melapor, 1 nihil, 1 berhalangan, 1 dikembalikan, 2 belum. "
        "Laporan gabungan: belum ada konsep, tenggat Jumat, 13 September 2024."
    )
    assert banten.detail.startswith("0 dari 1 kantor sudah melapor, 1 belum.")
    assert cells(page, "Jawa Barat")[AUGUST].word == "2 dari 7"
    assert page.board.sentence.startswith("2 dari 8 kantor sudah melapor")
    inside = client.get(jabar.inside_url)
    assert inside.context["board"].sentence.startswith("2 dari 7")
    assert inside.context["page"].title == "Kanwil Jawa Barat"


def test_a_kanwil_sees_where_its_own_report_stands(kanwil, offices):
    page = opened(reader(kanwil))
    assert page.board.own.chip.label.startswith("belum, terlambat")
    assert page.board.own.detail == "belum ada konsep. Tenggat ke pusat Jumat, 13 September 2024."
    assert page.board.rows[0].name == "Laporan gabungan"


def test_another_kanwils_offices_do_not_exist(kanwil, offices):
    stranger = reader(KanwilFactory())
    assert stranger.get(URL, ASKED | {"kantor": "kanim-diam"}).status_code == 404
    assert stranger.get(URL, ASKED | {"kantor": kanwil.code}).status_code == 404
    assert opened(stranger).board.lines == []


def test_a_past_month_keeps_the_hierarchy_of_its_time(kanwil, offices):
    """An office that came in September is not among August's, one that left is said."""
    newcomer = office_named("Baru", KanwilFactory(), 8)
    newcomer.supervisions.update(ends_on=date(2024, 8, 31))
    supervise(newcomer, kanwil, starts_on=date(2024, 9, 1))
    left = offices["Diam"]
    left.supervisions.update(ends_on=date(2024, 8, 31))
    supervise(left, KanwilFactory(), starts_on=date(2024, 9, 1))
    client = reader(kanwil)
    august, september = opened(client), opened(client, bulan="2024-09")
    assert "Baru" not in lines(august)
    assert "Baru" in lines(september)
    assert {"Diam"} & (lines(august).keys() | lines(september).keys()) == set()
    assert august.board.notes == (
        (
            "1 kantor yang pada Agustus 2024 masih di sini kini di bawah Kanwil lain: "
            "laporannya tidak tampil di sini."
        ),
    )


def test_the_workbook_holds_a_line_for_each_office_and_month_with_real_days(kanwil, offices):
    answer = reader(kanwil).get(URL, ASKED | {"unduh": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    rows = list(book.active.iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if row[0] == "Bulan")
    august = [row for row in rows[head + 1 :] if row[0] == datetime(2024, 8, 1)]  # noqa: DTZ001
    of = {row[1]: row for row in august}
    assert len(august) == 8  # with the Kanwil's own
    assert of["Kanim Lambat"][3:7] == (
        "sudah melapor", datetime(2024, 9, 6), datetime(2024, 9, 11), 3,  # noqa: DTZ001
    )  # fmt: skip
    assert of["Kanim Halang"][8] == "Kebanjiran."


# Saying nil or prevented


def test_an_office_says_nil_on_the_page_and_takes_it_back(offices):
    client = reader(offices["Diam"], Role.OPERATOR)
    url = lines(opened(client))["Diam"].declare_url
    form = client.get(url).context
    assert [kind for kind, _ in form["form"].fields["kind"].choices] == ["nihil", "berhalangan"]
    answer = client.post(url, {"kind": "nihil", "reason": ""} | form["hidden"], follow=True)
    page = lines(opened(client))["Diam"]
    assert (answer.status_code, page.chip.label.split(",")[0]) == (200, "nihil")
    assert client.get(page.withdraw_url).status_code == 200
    client.post(page.withdraw_url, client.get(page.withdraw_url).context["hidden"])
    assert lines(opened(client))["Diam"].withdraw_url == ""
    assert ReportDeclaration.objects.get(office=offices["Diam"]).withdrawn_by == client.user


def test_of_a_month_to_come_no_form_opens(offices):
    client = reader(offices["Diam"], Role.OPERATOR)
    url = reverse("reports:declare", args=["kanim-diam", "2099-12"])
    assert "Desember 2099 belum berakhir." in client.get(url, follow=True).content.decode()


def test_an_excuse_without_a_reason_comes_back_to_its_field(offices):
    client = reader(offices["Diam"], Role.OFFICE_HEAD)
    url = reverse("reports:declare", args=["kanim-diam", AUGUST])
    answer = client.post(url, {"kind": "berhalangan", "reason": " "})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "reason": ["Tulis mengapa kantor berhalangan melapor."]
    }


def test_the_kanwil_may_only_say_that_an_office_is_prevented(kanwil, offices):
    client = reader(kanwil)
    url = reverse("reports:declare", args=["kanim-diam", AUGUST])
    choices = client.get(url).context["form"].fields["kind"].choices
    assert [kind for kind, _ in choices] == ["berhalangan"]
    assert client.post(url, {"kind": "nihil"}).status_code == 200
    assert not offices["Diam"].report_declarations.exists()


def test_strangers_find_nothing_and_readers_may_not_speak(offices, kanwil):
    url = reverse("reports:declare", args=["kanim-diam", AUGUST])
    row = offices["Halang"].report_declarations.get()
    withdraw = reverse("reports:withdraw", args=[row.pk])
    for address in (url, withdraw):
        assert reader(KanwilFactory()).get(address).status_code == 404
    assert reader(offices["Diam"], Role.PIMPASA).get(url).status_code == 403
    assert reader(offices["Halang"], Role.PIMPASA).post(withdraw).status_code == 403


# Counting


def state(standing, **more):
    return ReportState(1, "Kanim", AUGUST, standing, date(2024, 9, 8), **more)


def test_what_nobody_is_goes_unsaid_and_who_owes_nothing_is_not_counted():
    states = [state(Standing.REPORTED)] * 7 + [
        state(Standing.NIL),
        state(Standing.WAITING, overdue_by=2),
        state(Standing.NOT_OWED),
    ]
    found = tally(states)
    assert found == Tally(reported=7, nil=1, waiting=1, overdue=1)
    assert found.sentence() == "7 dari 9 sudah melapor, 1 nihil, 1 belum"
    assert (found.expected, found.settled) == (9, 8)
