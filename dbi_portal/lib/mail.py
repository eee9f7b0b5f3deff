"""Letters the portal sends: short, plain, in Indonesian, to one reader."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def portal_url(request: HttpRequest | None = None) -> str:
    """Where links in a letter lead, without a slash at the end: PORTAL_URL, else this request's."""
    if settings.PORTAL_URL or request is None:
        return settings.PORTAL_URL.rstrip("/")
    return f"{request.scheme}://{request.get_host()}"


def send(template: str, *, to: str, context: dict) -> bool:
    """Write and send one letter; False, with a line in the log, when it could not leave.

    The template's first line is the subject, the rest after an empty line is the letter.
    """
    subject, _, text = render_to_string(template, context).strip().partition("\n")
    letter = EmailMessage(subject.strip(), text.strip() + "\n", to=[to])
    try:
        letter.send()
    except (SMTPException, OSError) as failure:
        logger.warning("A letter (%s) did not leave: %s", template, failure)
        return False
    return True


def lies_in() -> str:
    """The folder in which letters are kept instead of being sent; empty when they are sent."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return str(settings.EMAIL_FILE_PATH)
    return ""
