"""Electronic signatures on a report's PDF, with the certificate its office put in place.

The signature is invisible: every word on the paper comes from the paper itself. It is made
without a network (no time stamp, no revocation list), so it says what the certificate says and
when the portal's clock stood at `at`, and nothing more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import asdict
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from dbi_portal.lib.apart import apart
from reports.certificates import Certificate, Unusable, archive_of, certificate_of

__all__ = ["Certificate", "SignatureError", "certificate_of", "sign_pdf", "why_unsigned"]

FIELD = "TandaTanganKantor"
NONE_IN_PLACE = "Kantor ini belum memasang sertifikat elektronik."
# Hidden: a tagged PDF stays one (PDF/UA asks it of a field that is not part of what is read).
UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=True)


class SignatureError(Exception):
    """No signature could be made; the message is a sentence for the head and the admin."""


def why_unsigned(office_code: str, at: datetime) -> str:
    """Why a PDF of this office would carry no electronic signature at `at`; "": it would."""
    return _hindrance(certificate_of(office_code, at))


def sign_pdf(pdf: bytes, *, office_code: str, reason: str, at: datetime) -> tuple[bytes, dict]:
    """The PDF with an electronic signature over all of it, and what ReportRevision.signature keeps.

    The dict holds subject, issuer, serial, fingerprint, self_signed, valid_from, valid_until,
    signed_at (ISO moments). Raises SignatureError with a sentence.
    """
    certificate = certificate_of(office_code, at)
    if problem := _hindrance(certificate):
        raise SignatureError(problem)
    try:
        signed = apart(asyncio.run, _sign(pdf, office_code, reason, at))
    except (Unusable, SigningError, PdfError, ValueError, NotImplementedError) as failure:
        raise SignatureError(f"PDF tidak dapat ditandatangani elektronik: {failure}") from failure
    return signed, _kept(certificate) | {"signed_at": at.isoformat()}


def _hindrance(certificate: Certificate | None) -> str:
    return NONE_IN_PLACE if certificate is None else certificate.problem


def _sign(pdf: bytes, office_code: str, reason: str, at: datetime) -> Coroutine:
    content, passphrase = archive_of(office_code)
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            # It certifies: a reader says so when anything is added afterwards.
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        signer=SimpleSigner.load_pkcs12_data(content, (), passphrase),
        new_field_spec=SigFieldSpec(
            FIELD, invis_sig_settings=UNSEEN, readable_field_name="Tanda tangan elektronik kantor"
        ),
    )
    return _signed(signer, IncrementalPdfFileWriter(BytesIO(pdf)), at)


async def _signed(signer: PdfSigner, document: IncrementalPdfFileWriter, at: datetime) -> bytes:
    """The steps of PdfSigner.async_sign_pdf, which would look at the clock itself."""
    session = signer.init_signing_session(document)
    session.system_time = at
    reserved = await session.estimate_signature_container_size(None, tight=False)
    waiting = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    digest, output = waiting.digest_tbs_document()
    await waiting.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
    )
    return output.getvalue()


def _kept(certificate: Certificate) -> dict:
    said = asdict(certificate)
    moments = {name: said[name].isoformat() for name in ("valid_from", "valid_until")}
    names = ("subject", "issuer", "serial", "fingerprint", "self_signed")
    return {name: said[name] for name in names} | moments
