"""What stands on a document beside its snapshot: which paper this is, and where to check it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stamp:
    """`code` looks the paper up; `address` is the page that does so, empty without PORTAL_URL."""

    digest: str
    revision: int
    code: str = ""
    address: str = ""
