"""The report's page as each of them sees it: one main button, forms that say what they do."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from officers.roles import Role
from officers.tests.factories import KanwilFactory, UserFactory
from outreach.models import SessionPhoto
from reports.actions import life
from reports.models import MonthlyReport
from reports.tests.life import HOUR, brought_to, built, people
from reports.tests.months import SEPTEMBER_1, approved_session

pytestmark = pytest.mark.django_db
LATER = SEPTEMBER_1 + 10 * HOUR
Status = MonthlyReport.Status


@pytest.fixture
def who():
    return people()


@pytest.fixture
def opened(client):
    """A report's page as this person sees it."""

    def open_as(user, report, query=""):
        client.force_login(user)
        return client.get(f"{report.get_absolute_url()}{query}")

    return open_as


def main_button(page):
    action = page.context["next"].main
    return action.label if action else None


def other_buttons(page):
    return [action.label for action in page.context["next"].others]


def step(client, user, report, name, **entries):
    client.force_login(user)
    url = reverse(f"reports:step-{name}", args=[report.pk])
    answer = client.post(url, entries, follow=True)
    report.refresh_from_db()
    return answer


# One main button


@pytest.mark.parametrize(
    ("status", "name", "main", "others"),
    [
        ("draft", "verifier", "Tandai sudah diperiksa", []),
        ("draft", "operator", None, []),
        ("checked", "head", "Tanda tangani", ["Batalkan pemeriksaan"]),
        ("checked", "verifier", None, ["Batalkan pemeriksaan"]),
        ("signed", "operator", "Kirim ke Kanwil", []),
        ("signed", "head", "Kirim ke Kanwil", ["Tarik tanda tangan"]),
        ("sent", "operator", None, ["Tarik kembali"]),
        ("sent", "supervisor", "Terima", ["Kembalikan"]),
        ("received", "supervisor", None, ["Minta revisi"]),
        ("received", "head", None, []),
    ],
)
def test_each_sees_the_next_step_that_is_his(who, opened, status, name, main, others):
    page = opened(getattr(who, name), brought_to(status, who))
    assert main_button(page) == main
    assert other_buttons(page) == others
    assert page.text.count("btn-primary") == (1 if main else 0)


def test_a_held_report_says_why_it_goes_no_further(who, opened):
    report = built(who.office)
    report.revisions.update(held=[{"figure": "Paspor PMI terbit", "snapshot": 821, "facts": 812}])
    page = opened(who.verifier, report)
    assert main_button(page) is None
    assert "Laporan ditahan karena angkanya tidak cocok: Paspor PMI terbit" in page.text


# The way through the pages


def test_a_report_goes_its_way_through_the_buttons(client, who):
    report = built(who.office)
    assert "sudah diperiksa" in step(client, who.verifier, report, "check").text
    assert "dibekukan" in step(client, who.head, report, "sign").text
    assert "terkirim" in step(client, who.operator, report, "send").text
    assert "diterima" in step(client, who.supervisor, report, "receive").text
    assert report.status == Status.RECEIVED


def test_signing_says_in_one_sentence_what_is_frozen_and_that_nothing_is_signed_electronically(
    client, who
):
    report = brought_to("checked", who)
    client.force_login(who.head)
    page = client.get(reverse("reports:step-sign", args=[report.pk])).text
    assert "membekukan revisi ini: angka, catatan, nomor surat, tembusan, foto" in page
    assert "tidak memuat tanda tangan elektronik" in page
    assert f'name="dibaca" value="{report.revision.digest}"' in page


def test_what_changed_under_the_readers_eyes_is_not_checked_or_signed(client, who):
    report = built(who.office)
    client.force_login(who.verifier)
    url = reverse("reports:step-check", args=[report.pk])
    page = client.post(f"{url}?dibaca={'0' * 64}", follow=True)
    assert "berubah sejak Anda membukanya" in page.text
    step(client, who.verifier, report, "check")
    page = step(client, who.head, report, "sign", dibaca="0" * 64)
    assert "berubah sejak Anda membukanya" in page.text
    assert report.status == Status.CHECKED


def test_a_return_asks_for_a_note_and_keeps_what_was_typed(client, who):
    report = brought_to("sent", who)
    empty = step(client, who.supervisor, report, "return")
    assert "sedikitnya satu catatan" in empty.text
    assert report.status == Status.SENT
    back = step(client, who.supervisor, report, "return", bagian_kegiatan="Foto belum ada.")
    assert report.status == Status.RETURNED
    assert "Catatan pengembalian" in back.text
    assert "<dt>Kegiatan</dt><dd>Foto belum ada.</dd>" in back.text


def test_notes_are_asked_of_the_sections_the_paper_has(client, who):
    report = brought_to("sent", who)
    client.force_login(who.supervisor)
    page = client.get(reverse("reports:step-return", args=[report.pk])).content.decode()
    for told in ("ringkasan", "paspor", "kegiatan", "sumber"):
        assert f'name="bagian_{told}"' in page
    for absent in ("kantor", "tujuan", "selisih", "foto"):
        assert f'name="bagian_{absent}"' not in page


def test_no_note_carries_somebodys_nik(client, who):
    report = brought_to("sent", who)
    page = step(client, who.supervisor, report, "return", whole="Warga 3275031006900001 keliru.")
    assert report.status == Status.SENT
    assert "errorlist" in page.text or "invalid-feedback" in page.text


def test_a_revision_is_asked_with_a_reason(client, who):
    report = brought_to("received", who)
    assert "Harus diisi" in step(client, who.supervisor, report, "ask-revision").text
    step(client, who.supervisor, report, "ask-revision", whole="Koreksi Agustus.")
    assert (report.status, report.revision_number) == (Status.RETURNED, 2)


def test_a_step_that_no_longer_follows_leads_back_and_says_so(client, who):
    report = brought_to("sent", who)
    page = step(client, who.head, report, "sign")
    assert "Statusnya sekarang “dikirim”" in page.text
    assert "statusnya sekarang “dikirim”" in step(client, who.operator, report, "send").text


@pytest.mark.parametrize(
    ("status", "name"),
    [
        *(("draft", name) for name in ("check", "words", "photos")),
        *(("sent", name) for name in ("receive", "return")),
    ],
)
def test_what_belongs_to_the_other_office_is_forbidden(client, who, status, name):
    """A Kanwil does not check for its office, an office does not receive for its Kanwil."""
    report = brought_to(status, who)
    user = who.supervisor if status == "draft" else who.head
    address = name if name in ("words", "photos") else f"step-{name}"
    client.force_login(user)
    assert client.post(reverse(f"reports:{address}", args=[report.pk])).status_code == 403
    client.force_login(UserFactory(role=Role.SUPERVISOR, office=KanwilFactory()))
    assert client.post(reverse(f"reports:{address}", args=[report.pk])).status_code == 404


# What is written beside the figures


def test_remark_letter_and_copies_are_written_on_the_page_and_stand_on_paper(client, who, opened):
    report = built(who.office)
    assert 'name="remark"' in opened(who.verifier, report).text
    assert 'name="remark"' not in opened(who.operator, report).text
    client.force_login(who.verifier)
    said = {"remark": "Naik karena musim haji.", "letter_number": "W.11-12", "copies_to": "Arsip"}
    url = reverse("reports:words", args=[report.pk])
    page = client.post(url, said | {"di-laporan": "1"}, follow=True)
    assert "Tersimpan" in page.text
    assert f'data-saved="{report.get_absolute_url()}"' in page.text  # no draft is given back
    paper = report.revision.snapshot["paper"]
    assert (paper["remark"], paper["copies_to"]) == ("Naik karena musim haji.", ["Arsip"])
    text = client.get(reverse("reports:document", args=[report.pk, "json"])).getvalue().decode()
    assert "Naik karena musim haji." in text


def test_two_who_write_at_once_do_not_overwrite_each_other(client, who, opened):
    report = built(who.office)
    seen = opened(who.verifier, report).context["words_seen"]
    url = reverse("reports:words", args=[report.pk])
    said = {"remark": "Dari verifikator.", "letter_number": "", "copies_to": ""}
    client.post(url, said | {"_dilihat": seen})
    page = client.post(url, said | {"remark": "Dari kepala.", "_dilihat": seen})
    assert page.status_code == 200
    assert report.revision.remark == "Dari verifikator."


def test_copies_of_the_last_report_are_proposed(client, who, opened):
    report = brought_to("checked", who)
    report.revisions.update(copies_to="BP3MI Jawa Barat")
    MonthlyReport.objects.filter(pk=report.pk).update(month="2025-07-01")
    page = opened(who.verifier, built(who.office))
    assert "BP3MI Jawa Barat" in page.text


# The annex


def jpeg(number):
    """A photo unlike the others."""
    out = BytesIO()
    Image.new("RGB", (40, 30), (number * 20, 90, 90)).save(out, "JPEG")
    return ContentFile(out.getvalue(), name=f"{number}.jpg")


@pytest.fixture
def with_photos(who):
    """A session of the office with seven photos; the draft report that names it."""
    session = approved_session(who.office, title="Sosialisasi TPPO")
    for number in range(7):
        image = jpeg(number)
        SessionPhoto.objects.create(
            session=session, office=who.office, image=image, position=number
        )
    return built(who.office)


def choose(client, user, report, photos, **more):
    client.force_login(user)
    url = reverse("reports:photos", args=[report.pk])
    return client.post(url, {"photos": photos, **more}, follow=True)


def test_photos_of_the_annex_are_chosen_by_the_office(client, who, with_photos):
    report = with_photos
    ids = list(SessionPhoto.objects.order_by("position").values_list("pk", flat=True))
    page = choose(client, who.verifier, report, ids[2:5])
    assert "Pilihan foto tersimpan" in page.text
    paths = [photo["path"] for photo in report.revision.snapshot["photos"]]
    assert paths == [SessionPhoto.objects.get(pk=pk).image.name for pk in ids[2:5]]


@pytest.mark.parametrize(("first", "last", "count"), [(0, 1, 1), (0, 6, 6)])
def test_two_to_five_of_a_session_or_none(client, who, with_photos, first, last, count):
    ids = list(SessionPhoto.objects.order_by("position").values_list("pk", flat=True))
    page = choose(client, who.verifier, with_photos, ids[first:last])
    assert "Pilih 2 sampai 5 foto kegiatan “Sosialisasi TPPO”" in page.text
    assert f"sekarang terpilih {count}" in page.text
    with_photos.refresh_from_db()
    assert with_photos.chosen_photos is None


def test_no_photo_at_all_is_a_choice_too_and_the_portals_choice_can_be_had_back(
    client, who, with_photos
):
    choose(client, who.verifier, with_photos, [])
    with_photos.refresh_from_db()
    assert with_photos.chosen_photos == []
    assert with_photos.revision.snapshot["photos"] == []
    choose(client, who.verifier, with_photos, [], bawaan="1")
    with_photos.refresh_from_db()
    assert with_photos.chosen_photos is None


def test_a_photo_of_another_office_does_not_come_in(client, who, with_photos):
    stranger = approved_session(KanwilFactory())
    photo = SessionPhoto.objects.create(
        session=stranger,
        office=stranger.office,
        image=jpeg(9),
    )
    choose(client, who.verifier, with_photos, [photo.pk])
    with_photos.refresh_from_db()
    assert with_photos.chosen_photos is None


# Files of every revision


@pytest.mark.parametrize(
    ("kind", "opening"),
    [("pdf", b"%PDF"), ("xlsx", b"PK"), ("docx", b"PK"), ("html", b"<!"), ("json", b"{")],
)
def test_every_document_comes_even_where_it_was_not_kept(client, who, kind, opening):
    report = built(who.office)
    client.force_login(who.operator)
    answer = client.get(reverse("reports:document", args=[report.pk, kind]))
    assert answer.getvalue().lstrip().startswith(opening)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_snapshots_file_has_the_digest_that_is_printed(client, who):
    report = built(who.office)
    client.force_login(who.operator)
    content = client.get(reverse("reports:document", args=[report.pk, "json"])).getvalue()
    assert hashlib.sha256(content).hexdigest() == report.revision.digest


def test_an_older_revision_is_still_read_and_downloaded(client, who, opened):
    report = brought_to("sent", who)
    signed = report.revision
    life.return_report(report=report, remarks={"": "Lengkapi."}, by=who.supervisor, at=LATER)
    page = opened(who.head, report, "?revisi=1")
    assert "Ini revisi yang sudah digantikan" in page.text
    assert f"/halaman/{signed.digest[:12]}-1.png" in page.text
    url = reverse("reports:revision-document", args=[report.pk, 1, "pdf"])
    answer = client.get(url)
    assert answer.getvalue() == signed.pdf.read()
    assert "2025-08-revisi-1.pdf" in answer["Content-Disposition"]
    assert opened(who.head, report, "?revisi=9").status_code == 404


def test_the_way_a_report_came_is_a_dated_line(who, opened):
    page = opened(who.head, brought_to("sent", who))
    told = [(each.label, each.state) for each in page.context["steps"]]
    done = [(label, "done") for label in ("Disusun", "Diperiksa", "Ditandatangani", "Dikirim")]
    assert told == [*done, ("Diterima", "next")]
    assert "14.00 WIB · Rina Contoh, Kepala Kantor Contoh" in page.text


# Several at once


def test_a_kanwil_receives_what_is_in_order_all_at_once(client, who):
    report = brought_to("sent", who)
    client.force_login(who.supervisor)
    url = reverse("reports:receive-many")
    assert "Kanim Satu, Agustus 2025 (revisi 1)" in client.get(url).text
    assert "Pilih sedikitnya satu laporan" in client.post(url, {}).text
    client.post(url, {"reports": [report.pk]})
    report.refresh_from_db()
    assert report.status == Status.RECEIVED


def test_what_has_something_to_point_out_is_opened_first(client, who):
    report = brought_to("draft", who)
    snapshot = report.revision.snapshot | {"differences": [{}]}
    report.revisions.update(snapshot=snapshot)
    MonthlyReport.objects.filter(pk=report.pk).update(status=Status.SENT)
    client.force_login(who.supervisor)
    url = reverse("reports:receive-many")
    assert "Kanim Satu, Agustus" not in client.get(url).text
    client.post(url, {"reports": [report.pk]})
    report.refresh_from_db()
    assert report.status == Status.SENT
