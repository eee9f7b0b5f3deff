"""When the database refuses a row: say it at the right field, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

Rules = Mapping[str, tuple[str, str]]


@contextmanager
def translated(rules: Rules) -> Iterator[None]:
    """Turn a broken rule into a ValidationError: {constraint name: (field, sentence)}.

        with translated({"one_open_guidance_per_region": ("region", "Desa ini sudah terdaftar.")}):
            village.save()

    The block is a transaction of its own, so the one around it can go on. A rule that is not named
    stays an IntegrityError: nobody thought of it, so nobody can explain it to the person.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        rule = rules.get(constraint_of(broken))
        if rule is None:
            raise
        field, sentence = rule
        raise ValidationError({field: sentence}) from broken


def constraint_of(broken: IntegrityError) -> str:
    """The name of the constraint or trigger that refused; empty when PostgreSQL names none."""
    diagnosis = getattr(broken.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
