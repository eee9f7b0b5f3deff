"""The electronic signature of an office: what it says, what breaks it, and what is no hindrance."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from dbi_portal.lib.apart import apart
from reports import signatures
from reports.tests.certificates import YEARS, put_in_place
from reports.tests.kept_papers import small_paper

OFFICE = "kanim-bekasi"
AT = datetime(2025, 9, 3, 2, 30, tzinfo=UTC)


@pytest.fixture
def folder(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "sertifikat"
    return settings.SIGNING_DIR


@pytest.fixture(scope="module")
def paper():
    return small_paper()


def sign(pdf):
    return signatures.sign_pdf(pdf, office_code=OFFICE, reason="Laporan Agustus 2025", at=AT)


def validated(embedded):
    """Apart: a browser's driver may have left its event loop in this thread."""
    return apart(validate_pdf_signature, embedded, ValidationContext(trust_roots=[]))


def judged(pdf):
    """What pyHanko's own validation says of the one signature in a PDF."""
    (embedded,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return embedded, validated(embedded)


def test_a_signature_is_intact_and_covers_the_whole_file(folder, paper):
    put_in_place(folder, OFFICE)
    signed, _ = sign(paper)
    embedded, status = judged(signed)
    assert (status.intact, status.valid) == (True, True)
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level == ModificationLevel.NONE
    assert embedded.sig_object["/Reason"] == "Laporan Agustus 2025"
    assert embedded.self_reported_timestamp == AT


def test_a_key_on_an_elliptic_curve_signs_as_well(folder, paper):
    put_in_place(folder, OFFICE, curve=True)
    _, status = judged(sign(paper)[0])
    assert status.intact
    assert status.valid


def test_a_changed_byte_of_the_paper_breaks_the_signature(folder, paper):
    put_in_place(folder, OFFICE)
    signed, _ = sign(paper)
    at = len(paper) // 3
    forged = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    embedded = PdfFileReader(BytesIO(forged), strict=False).embedded_signatures[0]
    embedded.compute_integrity_info()
    assert not validated(embedded).intact


def test_what_is_added_behind_the_signature_is_not_covered_by_it(folder, paper):
    put_in_place(folder, OFFICE)
    signed, _ = sign(paper)
    embedded, _ = judged(signed)
    longer = PdfFileReader(BytesIO(signed + b"\n% tambahan\n")).embedded_signatures[0]
    assert embedded.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    assert longer.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE


def test_what_the_paper_says_and_its_tags_stay_as_they_were(folder, paper):
    put_in_place(folder, OFFICE)
    signed, _ = sign(paper)
    assert signed.startswith(paper)  # every byte of the paper, then the signature
    before, after = (pypdfium2.PdfDocument(each) for each in (paper, signed))
    texts = [[page.get_textpage().get_text_range() for page in each] for each in (before, after)]
    assert texts[0] == texts[1]
    root = PdfFileReader(BytesIO(signed)).root
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    pictures = [each[0].render(scale=1).to_pil().tobytes() for each in (before, after)]
    assert pictures[0] == pictures[1]


def test_the_revision_keeps_what_the_signature_says_of_itself(folder, paper):
    made = put_in_place(folder, OFFICE)
    _, kept = sign(paper)
    assert kept == {
        "subject": "Kantor kanim-bekasi (contoh), Badan Contoh",
        "issuer": "Kantor kanim-bekasi (contoh), Badan Contoh",
        "serial": f"{made.serial_number:x}",
        "fingerprint": made.fingerprint(hashes.SHA256()).hex(),
        "self_signed": True,
        "valid_from": "2025-01-01T00:00:00+00:00",
        "valid_until": "2027-01-01T00:00:00+00:00",
        "signed_at": "2025-09-03T02:30:00+00:00",
    }


def test_an_office_without_a_certificate_has_none_and_says_so(folder, paper):
    assert signatures.certificate_of(OFFICE) is None
    assert "belum memasang sertifikat" in signatures.why_unsigned(OFFICE, AT)
    with pytest.raises(signatures.SignatureError, match="belum memasang sertifikat"):
        sign(paper)


@pytest.mark.parametrize(
    ("flaw", "sentence"),
    [
        ({"written": "keliru"}, "kata sandi di kanim-bekasi.pass tidak cocok"),
        ({"mode": 0o644}, "dapat dibaca akun lain"),
        ({"mode": 0o640}, "chmod 600"),
        ({"usage": "key_cert_sign"}, "bukan untuk menandatangani"),
        ({"purpose": ExtendedKeyUsageOID.SERVER_AUTH}, "bukan untuk menandatangani"),
        ({"span": (YEARS[0], AT - timedelta(days=1))}, "kedaluwarsa sejak 2 September 2025"),
        ({"span": (AT + timedelta(days=1), YEARS[1])}, "baru berlaku mulai 4 September 2025"),
    ],
    ids=str,
)
def test_a_certificate_that_will_not_do_says_why(folder, paper, flaw, sentence):
    put_in_place(folder, OFFICE, **flaw)
    assert sentence in signatures.certificate_of(OFFICE, AT).problem
    with pytest.raises(signatures.SignatureError, match=sentence):
        sign(paper)


def test_a_certificate_for_mail_or_papers_is_taken(folder):
    put_in_place(folder, OFFICE, purpose=ExtendedKeyUsageOID.EMAIL_PROTECTION)
    assert signatures.certificate_of(OFFICE, AT).problem == ""


def test_a_file_that_is_no_certificate_is_a_sentence(folder, paper, caplog):
    put_in_place(folder, OFFICE)
    (folder / f"{OFFICE}.p12").write_bytes(b"bukan sertifikat")
    assert "berkasnya rusak" in signatures.certificate_of(OFFICE).problem
    assert "berkasnya rusak" in caplog.text


def test_the_code_of_an_office_never_leads_out_of_the_folder(folder):
    put_in_place(folder.parent, "kanim-luar")
    assert signatures.certificate_of("../kanim-luar") is None
    assert signatures.certificate_of("") is None


def test_a_pdf_that_is_none_is_refused_with_a_sentence(folder):
    put_in_place(folder, OFFICE)
    with pytest.raises(signatures.SignatureError, match="tidak dapat ditandatangani elektronik"):
        sign(b"bukan PDF")
