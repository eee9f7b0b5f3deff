"""Whoever holds a paper asks the portal about it: without an account, and without learning more."""

import hashlib
from datetime import timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dbi_portal.lib.fingerprints import Fingerprint
from officers.tests.factories import OfficeFactory
from reports.addresses import check_address
from reports.models import ReportStep
from reports.tests.kept_papers import SIGNED_AT, kept_paper
from reports.views import check
from reports.views.check_words import as_printed

pytestmark = pytest.mark.django_db
CODE = "A7KM-93QT-XH"
homes = count(1)


@pytest.fixture
def office():
    return OfficeFactory(name="Kantor Imigrasi Kelas I Uji", short_name="Kanim Uji")


@pytest.fixture
def stranger(client):
    """A browser at an address nobody else of this run asks from."""
    number = next(homes)
    client.defaults["REMOTE_ADDR"] = f"203.0.{number // 250}.{number % 250 + 1}"
    return client


def page_of(stranger, code=CODE):
    return stranger.get(reverse("reports:check", args=[code]))


def compare(stranger, content, name="laporan.pdf", code=CODE):
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    answer = stranger.post(reverse("reports:check", args=[code]), {"pdf": upload})
    return answer.context["compared"]


# The code


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        "a7km93qtxh",
        " a7km 93qt xh ",
        "A7KM–93QT–XH",
        "https://portal.example/cek/A7KM-93QT-XH/",
    ],
)
def test_a_code_is_found_however_it_is_spelt(stranger, office, typed):
    kept_paper(office)
    asked = stranger.get(reverse("reports:check-ask"), {"kode": typed})
    assert asked.url == reverse("reports:check", args=[CODE])
    assert "Kanim Uji, Agustus 2025" in stranger.get(asked.url).text
    assert as_printed(typed) == CODE


def test_the_address_on_the_paper_leads_to_its_page(stranger, office, settings):
    settings.PORTAL_URL = "https://portal.example/"
    address = check_address(kept_paper(office).code)
    assert address == "https://portal.example/cek/A7KM-93QT-XH/"
    assert page_of(stranger).status_code == 200
    settings.PORTAL_URL = ""
    assert check_address(CODE) == ""


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("A7KM-93QT-X0", "Kode tidak pernah memuat “0”"),
        ("A7KM-93", "Kode terdiri atas 10 huruf dan angka; yang Anda ketik 6."),
        ("A7KM-93QT-XW", "tidak menyimpan laporan dengan kode itu"),
        ("A7KM-93QT-XHH", "yang Anda ketik 11"),
        ("<script>", "Kode tidak pernah memuat"),
    ],
)
def test_an_unknown_code_gets_advice_and_its_entry_back(stranger, office, code, why):
    kept_paper(office)
    answer = page_of(stranger, code)
    assert answer.status_code == 404
    assert why in answer.text
    assert "<script>" not in answer.text
    assert f'value="{as_printed(code)}"' in answer.text


def test_asking_without_a_code_says_what_to_type(stranger):
    assert "Ketik kode" in stranger.get(reverse("reports:check-ask"), {"kode": " "}).text


def test_revisions_without_a_code_are_on_no_page(stranger, office):
    kept_paper(office, code="")
    assert stranger.get("/cek/-/").status_code == 404


# What is said of a paper


def test_a_signed_report_is_named_with_office_month_revision_and_fingerprints(stranger, office):
    revision = kept_paper(office)
    page = page_of(stranger).text
    for said in (
        "Kantor Imigrasi Kelas I Uji",
        "Agustus 2025",
        CODE,
        revision.digest,
        f"<dd>{revision.digest[:12]}<",
        hashlib.sha256(b"%PDF-1.7 satu").hexdigest(),
        "3 September 2025, 09.30 WIB",
        "oleh Plh. Kepala Kantor",
        "belum ditandatangani elektronik",
        "revisi 1 adalah yang terbaru",
    ):
        assert said in page


def test_neither_a_name_nor_a_figure_is_told(stranger, office):
    revision = kept_paper(office)
    page = page_of(stranger).text
    assert "Sari Contoh" not in page
    assert "1980" not in page
    assert revision.frozen_by.username not in page


def test_a_draft_says_that_nobody_signed_it(stranger, office):
    kept_paper(office, signed=None)
    page = page_of(stranger).text
    assert "Konsep, belum ditandatangani" in page
    assert "yang terbaru" not in page
    assert "Plh. Kepala Kantor" not in page


def test_an_older_revision_names_the_newer_one_that_was_signed(stranger, office):
    kept_paper(office)
    later = SIGNED_AT + timedelta(days=14)
    kept_paper(office, number=2, signed=later, code="CCCC-CCCC-CC", pdf=b"%PDF-1.7 dua")
    old, new = page_of(stranger).text, page_of(stranger, "CCCC-CCCC-CC").text
    assert "Sudah ada revisi 2, ditandatangani 17 September 2025, 09.30 WIB." in old
    assert "revisi 2 adalah yang terbaru" in new


def test_a_newer_revision_nobody_signed_yet_is_only_being_drafted(stranger, office):
    kept_paper(office)
    kept_paper(office, number=2, signed=None, code="CCCC-CCCC-CC", pdf=b"%PDF-1.7 dua")
    page = page_of(stranger).text
    assert "Revisi 2 sedang disusun." in page
    assert "Sudah ada revisi 2" not in page


def test_a_withdrawn_signature_is_said_before_anything_else(stranger, office):
    revision = kept_paper(office)
    ReportStep.objects.create(
        report=revision.report,
        office=office,
        revision_number=1,
        kind=ReportStep.Kind.UNSIGNED,
        happened_at=SIGNED_AT + timedelta(hours=2),
    )
    page = page_of(stranger).text
    assert "Tanda tangan pada revisi 1 ditarik 3 September 2025, 11.30 WIB" in page
    assert "yang terbaru" not in page


def stepped(revision, kind):
    ReportStep.objects.create(
        report=revision.report, office=revision.office, revision_number=revision.number,
        kind=kind, happened_at=SIGNED_AT + timedelta(hours=2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("ditandatangani", "belum dikirim"),
        ("dikirim", "dikirim, belum diterima"),
        ("diterima", "diterima"),
    ],
)
def test_a_signed_report_says_how_far_it_went(stranger, office, kind, said):
    stepped(kept_paper(office), kind)
    page = page_of(stranger)
    assert f"<dd>{said}</dd>" in page.text
    assert page.context["standing"].state == "good"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("dikembalikan", "Revisi 1 dikembalikan kepada kantornya."),
        ("ditarik", "Revisi 1 ditarik kembali oleh kantornya."),
        ("revisi-diminta", "Revisi 1 diminta direvisi."),
    ],
)
def test_a_report_that_came_back_is_no_valid_one(stranger, office, kind, said):
    stepped(kept_paper(office), kind)
    standing = page_of(stranger).context["standing"]
    assert (standing.state, standing.word) == ("warn", "Tidak berlaku lagi")
    assert standing.text.startswith(said)


def test_an_electronic_signature_is_told_without_vouching_for_its_issuer(stranger, office):
    said = {"subject": "Kanim Uji", "issuer": "Badan Contoh", "self_signed": False}
    kept_paper(office, signature=said)
    page = page_of(stranger).text
    assert "Sertifikat Kanim Uji, terbitan Badan Contoh. Portal tidak menilai penerbitnya" in page
    assert "belum ditandatangani elektronik" not in page


def test_an_eastern_office_reads_its_own_clock(stranger):
    kept_paper(OfficeFactory(time_zone="Asia/Jayapura"))
    assert "3 September 2025, 11.30 WIT" in page_of(stranger).text


# Comparing a file


def test_the_same_file_is_said_to_be_the_same(stranger, office):
    kept_paper(office)
    said = compare(stranger, b"%PDF-1.7 satu")
    assert (said.state, said.word) == ("good", "Sama persis")
    assert "dengan PDF revisi 1 yang disimpan portal" in said.text


def test_one_changed_byte_is_a_different_file(stranger, office):
    kept_paper(office)
    said = compare(stranger, b"%PDF-1.7 satv")
    assert (said.state, said.word) == ("bad", "Berbeda")
    assert "“laporan.pdf” berbeda dari semua PDF" in said.text


def test_the_file_of_an_earlier_revision_is_recognised_under_either_code(stranger, office):
    kept_paper(office)
    later = SIGNED_AT + timedelta(days=14)
    kept_paper(office, number=2, signed=later, code="CCCC-CCCC-CC", pdf=b"%PDF-1.7 dua")
    old = compare(stranger, b"%PDF-1.7 satu")
    assert (old.state, old.word) == ("warn", "Sama persis")
    assert "Sudah ada revisi 2" in old.text
    other = compare(stranger, b"%PDF-1.7 satu", code="CCCC-CCCC-CC")
    assert (other.state, other.word) == ("warn", "Sama dengan revisi 1")
    newer = compare(stranger, b"%PDF-1.7 dua")
    assert (newer.state, newer.word) == ("warn", "Sama dengan revisi 2")


def test_the_file_of_another_offices_report_is_simply_different(stranger, office):
    kept_paper(office)
    kept_paper(OfficeFactory(), code="CCCC-CCCC-CC", pdf=b"%PDF-1.7 lain")
    assert compare(stranger, b"%PDF-1.7 lain").word == "Berbeda"


def test_a_draft_that_is_the_same_is_still_a_draft(stranger, office):
    kept_paper(office, signed=None)
    said = compare(stranger, b"%PDF-1.7 satu")
    assert (said.state, said.word) == ("warn", "Sama dengan konsep")


@pytest.mark.parametrize("content", [b"PK\x03\x04 lembar kerja", b""], ids=["xlsx", "empty"])
def test_what_is_no_pdf_is_refused(stranger, office, content):
    kept_paper(office)
    assert compare(stranger, content).word == "Bukan PDF"


def test_sending_the_form_without_a_file_says_so(stranger, office):
    kept_paper(office)
    answer = stranger.post(reverse("reports:check", args=[CODE]))
    assert answer.context["compared"].word == "Belum ada berkas"


def test_a_file_beyond_the_limit_is_passed_over_while_it_arrives(stranger, office, monkeypatch):
    kept_paper(office)
    monkeypatch.setattr(check, "LARGEST", 1000)
    assert compare(stranger, b"%PDF-" + bytes(200_000)).word == "Terlalu besar"
    assert compare(stranger, b"%PDF-1.7 satu").word == "Sama persis"


def test_nothing_of_an_upload_is_kept(stranger, office, settings, tmp_path):
    kept_paper(office)
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10  # beyond it Django would write to the disk
    content = b"%PDF-" + bytes(3_000_000)
    upload = SimpleUploadedFile("laporan.pdf", content)
    answer = stranger.post(reverse("reports:check", args=[CODE]), {"pdf": upload})
    (left,) = answer.wsgi_request.FILES.values()
    digest = hashlib.sha256(content).hexdigest()
    assert left == Fingerprint("laporan.pdf", len(content), digest, is_pdf=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_is_text_and_never_markup(stranger, office):
    kept_paper(office)
    upload = SimpleUploadedFile("<b>laporan.pdf", b"%PDF-")
    page = stranger.post(reverse("reports:check", args=[CODE]), {"pdf": upload}).text
    assert "<b>laporan.pdf" not in page


# A stranger's browser


def test_no_cookie_is_set_and_none_is_needed(office, stranger):
    kept_paper(office)
    stranger.handler.enforce_csrf_checks = True
    answers = [stranger.get(reverse("reports:check-ask")), page_of(stranger)]
    upload = SimpleUploadedFile("laporan.pdf", b"%PDF-1.7 satu")
    answers.append(stranger.post(reverse("reports:check", args=[CODE]), {"pdf": upload}))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not stranger.cookies
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_whoever_guesses_codes_is_made_to_wait_and_nobody_else(stranger, office):
    kept_paper(office)
    for guess in range(20):
        assert page_of(stranger, f"A7KM-93Q{'ACDEFGHJKMNPQRTWXY34'[guess]}-XW").status_code == 404
    slowed = page_of(stranger)
    assert slowed.status_code == 429
    assert "Coba lagi dalam 30 detik." in slowed.text
    neighbour = Client(REMOTE_ADDR="198.51.100.7")
    assert page_of(neighbour).status_code == 200


def test_known_codes_are_looked_up_as_often_as_one_likes(stranger, office):
    kept_paper(office)
    assert {page_of(stranger).status_code for _ in range(30)} == {200}
