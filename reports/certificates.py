"""The certificate an office signs its PDFs with: two files on the server, never a database row.

In `settings.SIGNING_DIR` lie `<office code>.p12` (key, certificate and those above it) and, when
it has a passphrase, `<office code>.pass`. Nothing is asked of any network.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from dbi_portal.lib.days import long_date

logger = logging.getLogger(__name__)
CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")  # nothing that leads out of the folder
# A certificate that says it is for these alone is a server's, not an office's.
NOT_FOR_PAPERS = {
    ExtendedKeyUsageOID.SERVER_AUTH,
    ExtendedKeyUsageOID.OCSP_SIGNING,
    ExtendedKeyUsageOID.TIME_STAMPING,
}


@dataclass(frozen=True)
class Certificate:
    """What an office's certificate says of itself; `problem`: why nothing can be signed with it.

    `fingerprint` is the SHA-256 of the certificate, `serial` its number, both hexadecimal.
    """

    office_code: str
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    fingerprint: str = ""
    self_signed: bool = False
    problem: str = ""


class Unusable(Exception):
    """The files are there and cannot be used; the message is a sentence for the office's admin."""


def certificate_of(office_code: str, at: datetime | None = None) -> Certificate | None:
    """What lies ready for that office to sign with; None where nothing was put in place.

    With a moment `at`, a certificate that does not hold then has a problem, too.
    """
    if not CODE.fullmatch(office_code) or not _file(office_code, "p12").exists():
        return None
    try:
        keys = _keys(office_code)
    except Unusable as failure:
        logger.warning("Certificate of %s: %s", office_code, failure)
        return Certificate(office_code, problem=str(failure))
    said = _described(office_code, keys.cert.certificate)
    return replace(said, problem=_problem(keys.cert.certificate, said, at))


def archive_of(office_code: str) -> tuple[bytes, bytes | None]:
    """The office's PKCS #12 file and what opens it. Raises Unusable."""
    return _private_bytes(_file(office_code, "p12")), _passphrase(office_code)


def _keys(office_code: str) -> pkcs12.PKCS12KeyAndCertificates:
    try:
        keys = pkcs12.load_pkcs12(*archive_of(office_code))
    except (ValueError, TypeError) as failure:
        raise Unusable(
            f"{office_code}.p12 tidak dapat dibuka: kata sandi di {office_code}.pass tidak cocok, "
            "atau berkasnya rusak."
        ) from failure
    if keys.key is None or keys.cert is None:
        raise Unusable(f"{office_code}.p12 tidak memuat kunci beserta sertifikatnya.")
    return keys


def _file(office_code: str, ending: str) -> Path:
    return Path(settings.SIGNING_DIR) / f"{office_code}.{ending}"


def _passphrase(office_code: str) -> bytes | None:
    file = _file(office_code, "pass")
    return _private_bytes(file).rstrip(b"\r\n") if file.exists() else None


def _private_bytes(file: Path) -> bytes:
    """Content of a file that nobody but the portal's account can read. Raises Unusable."""
    try:
        if file.stat().st_mode & 0o077:
            raise Unusable(
                f"{file.name} dapat dibaca akun lain di peladen, jadi tidak dipakai. "
                "Batasi ke akun portal saja: chmod 600."
            )
        return file.read_bytes()
    except OSError as failure:
        raise Unusable(f"{file.name} tidak dapat dibaca oleh akun portal.") from failure


def _described(office_code: str, certificate: x509.Certificate) -> Certificate:
    return Certificate(
        office_code=office_code,
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        self_signed=certificate.subject == certificate.issuer,
    )


def _name(name: x509.Name) -> str:
    """ "Kanim Bekasi, Direktorat Jenderal Imigrasi": who, and of which body."""
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    parts = [str(each.value) for oid in wanted for each in name.get_attributes_for_oid(oid)[:1]]
    return ", ".join(dict.fromkeys(parts)) or name.rfc4514_string()


def _problem(certificate: x509.Certificate, said: Certificate, at: datetime | None) -> str:
    if not _may_sign(certificate):
        return "Sertifikat ini bukan untuk menandatangani dokumen."
    return _out_of_time(said, at) if at else ""


def _may_sign(certificate: x509.Certificate) -> bool:
    """What it says it is for; one that says nothing is for everything (RFC 5280, 4.2.1.3)."""
    usage = _extension(certificate, x509.KeyUsage)
    if usage and not (usage.digital_signature or usage.content_commitment):
        return False
    extended = _extension(certificate, x509.ExtendedKeyUsage)
    return extended is None or not set(extended) <= NOT_FOR_PAPERS


def _extension(certificate: x509.Certificate, kind: type):
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _out_of_time(said: Certificate, at: datetime) -> str:
    if at < said.valid_from:
        return f"Sertifikat ini baru berlaku mulai {long_date(said.valid_from.date())}."
    if at > said.valid_until:
        return f"Sertifikat ini kedaluwarsa sejak {long_date(said.valid_until.date())}."
    return ""
