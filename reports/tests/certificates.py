"""Certificates for the tests: made up on the spot, good for nothing else."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

SECRET = "kata sandi"
YEARS = (datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def put_in_place(
    folder: Path,
    code: str,
    *,
    span: tuple[datetime, datetime] = YEARS,
    usage: str = "content_commitment",
    purpose: x509.ObjectIdentifier | None = None,
    written: str = SECRET,
    mode: int = 0o600,
    curve: bool = False,
) -> x509.Certificate:
    """Write `<code>.p12` and `<code>.pass` as an office's admin would; returns the certificate.

    `written` is what the .pass file says.
    """
    key = ec.generate_private_key(ec.SECP256R1()) if curve else _rsa()
    certificate = _certificate(key, code, span, usage, purpose)
    archive = pkcs12.serialize_key_and_certificates(
        code.encode(), key, certificate, None, BestAvailableEncryption(SECRET.encode())
    )
    folder.mkdir(exist_ok=True)
    for ending, content in (("p12", archive), ("pass", f"{written}\n".encode())):
        file = folder / f"{code}.{ending}"
        file.write_bytes(content)
        file.chmod(mode)
    return certificate


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(key, code, span, usage, purpose) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Kantor {code} (contoh)"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Badan Contoh"),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(_usage(usage), critical=True)
    )
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return builder.sign(key, hashes.SHA256())


def _usage(wanted: str) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name == wanted for name in names})
