"""Which version of the portal runs: what another one kept may have another shape."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

FOLDERS = ("dbi_portal", "officers", "outreach", "reports", "templates", "villages")
KINDS = {".html", ".json", ".py", ".svg"}
NOT_RUN = {"tests", "migrations", "__pycache__"}


@cache
def digest_of_code() -> str:
    """The same on every machine of one version, another after an update."""
    found = (path for name in FOLDERS for path in (settings.BASE_DIR / name).rglob("*"))
    run = sorted(p for p in found if p.suffix in KINDS and NOT_RUN.isdisjoint(p.parts))
    return hashlib.sha256(b"".join(path.read_bytes() for path in run)).hexdigest()
