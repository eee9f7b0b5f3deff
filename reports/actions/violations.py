"""A rule the database refused to break, told to the person who tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model


@contextmanager
def in_words(model: type[Model]) -> Iterator[None]:
    """Run the block in a savepoint; a violated constraint of `model` becomes its own sentence.

    Raises ValidationError with the constraint's name as code. Rules without a sentence of their
    own stay an IntegrityError: they are our mistake, not the reader's.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        rule = _rule(model, refused)
        if rule is None or rule.violation_error_message == rule.default_violation_error_message:
            raise
        raise ValidationError(rule.get_violation_error_message(), code=rule.name) from refused


def _rule(model: type[Model], refused: IntegrityError):
    diagnosis = getattr(refused.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    return next((rule for rule in model._meta.constraints if rule.name == name), None)
