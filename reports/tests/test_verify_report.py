"""The command that tells an IT person whether a file is the portal's own."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from officers.tests.factories import OfficeFactory
from reports import signatures
from reports.models import ReportRevision
from reports.signature_check import signature_in
from reports.tests.certificates import put_in_place
from reports.tests.kept_papers import kept_paper, small_paper

pytestmark = pytest.mark.django_db
AT = datetime(2025, 9, 3, 2, 30, tzinfo=UTC)


@pytest.fixture
def ask(tmp_path, capsys):
    """The answer to a file's content, with the exit code under `code`."""

    def asked(content: bytes, name="laporan.pdf", **options) -> dict | str:
        file, exit_code = tmp_path / name, 0
        file.write_bytes(content)
        try:
            call_command("verify_report", str(file), **options)
        except SystemExit as ended:
            exit_code = ended.code
        said = capsys.readouterr().out
        return json.loads(said) | {"exit": exit_code} if options.get("json") else said

    return asked


def test_a_kept_pdf_is_recognised_and_a_changed_one_is_not(ask):
    kept_paper(OfficeFactory(code="kanim-uji"))
    said = ask(b"%PDF-1.7 satu", json=True)
    assert (said["exit"], said["known"], said["office"]) == (0, True, "kanim-uji")
    assert (said["period"], said["revision"], said["newest"]) == ("Agustus 2025", 1, True)
    other = ask(b"%PDF-1.7 satv", json=True)
    assert (other["exit"], other["known"], other["office"]) == (2, False, None)
    assert "tidak menyimpan berkas yang sama persis" in ask(b"%PDF-1.7 satv")


def test_a_snapshot_is_recognised_however_its_json_is_laid_out(ask):
    kept_paper(OfficeFactory())
    snapshot = ReportRevision.objects.get().snapshot  # as PostgreSQL gives it back
    pretty = json.dumps(dict(reversed(snapshot.items())), indent=2).encode()
    assert ask(pretty, "laporan.json", json=True)["known"]
    changed = json.dumps(snapshot | {"month": "2025-07"}).encode()
    assert not ask(changed, "laporan.json", json=True)["known"]


def test_an_older_revision_says_that_there_is_a_newer_one(ask):
    office = OfficeFactory()
    kept_paper(office)
    kept_paper(office, number=2, code="CCCC-CCCC-CC", pdf=b"%PDF-1.7 dua")
    assert "Sudah ada revisi yang lebih baru." in ask(b"%PDF-1.7 satu")


def test_a_file_that_is_neither_is_refused_with_a_sentence(ask):
    said = ask(b"PK lembar kerja", json=True)
    assert said == {"error": "Berkas ini bukan PDF dan bukan JSON snapshot.", "exit": 2}


def test_a_signed_pdf_tells_whose_signature_it_bears_and_whether_it_holds(ask, settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "sertifikat"
    put_in_place(settings.SIGNING_DIR, "kanim-uji")
    paper = small_paper()
    signed, kept = signatures.sign_pdf(paper, office_code="kanim-uji", reason="Uji", at=AT)
    kept_paper(OfficeFactory(), pdf=signed)
    said = ask(signed, json=True)
    assert said["known"]
    assert said["signature"] == {
        "intact": True,
        "whole": True,
        "subject": "Kantor kanim-uji (contoh)",
        "fingerprint": kept["fingerprint"],
    }
    at = len(paper) // 3
    forged = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert "Tanda tangan elektronik RUSAK" in ask(forged)
    assert "TIDAK mencakup seluruh berkas" in ask(signed + b"\n% tambahan\n")


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"bukan"])
def test_what_is_no_readable_pdf_has_no_signature(content):
    assert signature_in(content) is None
