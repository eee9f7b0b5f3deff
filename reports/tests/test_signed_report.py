"""A whole report signed with and without its office's certificate, and held against the portal."""

import hashlib
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.signature_check import signature_in
from reports.tests.certificates import put_in_place
from reports.tests.life import HOUR, brought_to, people
from reports.tests.months import SEPTEMBER_1

pytestmark = pytest.mark.django_db
WITHOUT = "belum ditandatangani elektronik"


@pytest.fixture
def who(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "sertifikat"
    return people()


def text_of(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split()).lower()


def signed(who):
    revision = brought_to("signed", who).revision
    with revision.pdf.open("rb") as file:
        return revision, file.read()


def checked(client, revision, pdf):
    url = reverse("reports:check", args=[revision.code])
    upload = SimpleUploadedFile("laporan.pdf", pdf)
    return client.get(url).text, client.post(url, {"pdf": upload}).context["compared"].word


def test_with_a_certificate_the_kept_pdf_carries_its_offices_signature(client, who, settings):
    put_in_place(settings.SIGNING_DIR, who.office.code)
    revision, pdf = signed(who)
    found = signature_in(pdf)
    assert (found.intact, found.whole) == (True, True)
    assert found.fingerprint == revision.signature["fingerprint"]
    assert revision.signature["signed_at"] == (SEPTEMBER_1 + 2 * HOUR).isoformat()
    assert revision.pdf_digest == hashlib.sha256(pdf).hexdigest()
    assert WITHOUT not in text_of(pdf)
    page, word = checked(client, revision, pdf)
    assert f"Kantor {who.office.code} (contoh)" in page
    assert WITHOUT not in page
    assert word == "Sama persis"


def test_without_one_paper_and_page_say_that_there_is_no_electronic_signature(client, who):
    revision, pdf = signed(who)
    assert (revision.signature, signature_in(pdf)) == ({}, None)
    assert WITHOUT in text_of(pdf)
    page, word = checked(client, revision, pdf)
    assert WITHOUT in page
    assert "oleh Kepala Kantor Contoh" in page
    assert "Rina Contoh" not in page
    assert word == "Sama persis"


@pytest.mark.parametrize(
    "flaw",
    [
        {"span": (SEPTEMBER_1 - timedelta(days=90), SEPTEMBER_1 - timedelta(days=1))},
        {"mode": 0o644},
        {"written": "keliru"},
    ],
    ids=["expired", "readable by others", "wrong passphrase"],
)
def test_a_certificate_that_will_not_do_never_keeps_a_head_from_signing(who, settings, flaw):
    put_in_place(settings.SIGNING_DIR, who.office.code, **flaw)
    revision, pdf = signed(who)
    assert revision.frozen_at is not None
    assert not revision.snapshot["paper"]["electronic"]
    assert WITHOUT in text_of(pdf)


def test_the_json_a_reader_takes_home_has_the_fingerprint_on_the_paper(client, who):
    revision, pdf = signed(who)
    client.force_login(who.operator)
    url = reverse("reports:document", args=[revision.report.pk, "json"])
    taken = b"".join(client.get(url).streaming_content)
    assert hashlib.sha256(taken).hexdigest() == revision.digest
    assert revision.digest[:12] in text_of(pdf)
