"""What the electronic signature in a PDF says when it is held against the PDF itself.

Only mathematics: whether the file is what was signed, and by which certificate. Whether anybody
should trust that certificate's issuer is not for the portal to say.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from dbi_portal.lib.apart import apart

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """`intact`: nothing that was signed has changed; `whole`: and nothing stands beside it."""

    intact: bool
    whole: bool
    subject: str = ""
    fingerprint: str = ""


def signature_in(pdf: bytes) -> Found | None:
    """The signature of a PDF; None where there is none, or where the file is no readable PDF."""
    try:
        embedded = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures
    except (PdfError, ValueError, KeyError, TypeError) as unreadable:
        logger.info("No PDF to look for a signature in: %s", unreadable)
        return None
    if not embedded:
        return None
    try:
        # No roots and no fetching: nothing is asked of any network.
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        status = apart(validate_pdf_signature, embedded[0], nobody)
    except (PdfError, SignatureValidationError, SigningError, ValueError) as broken:
        logger.info("A signature that cannot be read: %s", broken)
        return Found(intact=False, whole=False)
    return Found(
        intact=status.intact and status.valid,
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        subject=status.signing_cert.subject.native.get("common_name", ""),
        fingerprint=hashlib.sha256(status.signing_cert.dump()).hexdigest(),
    )
