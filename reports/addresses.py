"""Where somebody who holds a paper checks it."""

from __future__ import annotations

from django.urls import reverse

from dbi_portal.lib.mail import portal_url


def check_address(code: str) -> str:
    """The absolute address that looks a paper up by its code.

    "" without a code or without PORTAL_URL: a paper names no address that leads nowhere.
    """
    base = portal_url()
    return base + reverse("reports:check", args=[code]) if base and code else ""
