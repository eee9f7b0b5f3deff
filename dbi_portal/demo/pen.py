"""Writes the demo's rows once: what is there stays as it is, visitors' changes included."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model

from dbi_portal.demo import articles
from officers import audit
from officers.models import Office

M = TypeVar("M", bound=Model)
NAMESPACE = uuid.UUID("0f2f6d4e-5d0a-5c1e-9d57-6b1c3a0e2025")


def stable_id(*words: object) -> uuid.UUID:
    """The same words give the same id in every portal, so that a second run finds the first."""
    return uuid.uuid5(NAMESPACE, " ".join(str(word) for word in words))


def origin(article: str | None) -> dict[str, object]:
    """`made_up` and `source` of a row: from this article, or from nobody."""
    return {"made_up": article is None, "source": article or articles.EXAMPLE}


def morning(day: date, office: Office) -> datetime:
    """Nine o'clock at that office."""
    return datetime.combine(day, time(9), tzinfo=ZoneInfo(office.time_zone))


@dataclass(frozen=True)
class Pen:
    """Adds rows that are not there yet; `at` is when the demo is written."""

    at: datetime

    def ensure(self, model: type[M], *, key: dict, **values) -> tuple[M, bool]:
        """The row with this key, and whether it had to be written."""
        row = model._default_manager.filter(**key).first()
        if row is not None:
            return row, False
        return model._default_manager.create(**(key | values)), True

    def sign(self, action: str, target: Model, **changes: object) -> None:
        """The audit line of a new row; the portal itself is the doer."""
        audit.record(action, by=None, target=target, **changes)
