"""Fields that read what a report says: a date in words, a narrative without names."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from dbi_portal.lib.days import DAY_NAMES, MONTH_NAMES, weekday_contradiction
from dbi_portal.lib.pages.bounds import plausible_day
from dbi_portal.lib.widgets import DayInput
from outreach.actions.identity import contact_in, identity_in, person_in

IN_WORDS = re.compile(r"(\d{1,2})[\s./-]+([A-Za-z]{3,9})\.?[\s./-]+(\d{4})")
IN_DIGITS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
OTHER_MONTHS = {"agt": 8, "agst": 8, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}
WEEKDAYS = [("", "Tidak tertulis"), *((name, name) for name in DAY_NAMES)]


class WrittenDateField(forms.DateField):
    """A date: 2025-10-11, 11/10/2025, "11 Oktober 2025" or "Sabtu, 11 Oktober 2025".

    A weekday that does not fit the date is pointed out, and a year nobody means.
    """

    widget = DayInput
    default_validators = [plausible_day]

    def to_python(self, value: object) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        day = read_day(value)
        if day is None:
            raise ValidationError(
                f"“{value}” bukan tanggal. Tulis misalnya 31 Oktober 2025.", code="invalid"
            )
        contradiction = weekday_contradiction(value, day)
        if contradiction:
            raise ValidationError(contradiction, code="weekday")
        return day


def read_day(text: str) -> date | None:
    """The day a text names in one of the spellings above; None when it names none."""
    for pattern, order in ((ISO, "ymd"), (IN_DIGITS, "dmy"), (IN_WORDS, "dmy")):
        found = pattern.search(text)
        if found:
            parts = dict(zip(order, found.groups(), strict=True))
            return _day(int(parts["y"]), _month(parts["m"]), int(parts["d"]))
    return None


def _month(text: str) -> int:
    """1 to 12 for "08", "Agustus", "Agu" or "agt"; 0 when it is no month."""
    if text.isdigit():
        return int(text)
    word = text.lower()
    if word in OTHER_MONTHS:
        return OTHER_MONTHS[word]
    names = (number for number, name in enumerate(MONTH_NAMES, 1) if name.lower() == word)
    short = (number for number, name in enumerate(MONTH_NAMES, 1) if name[:3].lower() == word)
    return next(names, None) or next(short, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def no_identity(text: str) -> None:
    """A validator: refuses a NIK or a passport number in a narrative."""
    sentence = identity_in(text)
    if sentence:
        raise ValidationError(sentence, code="identity")


def no_contact(text: str) -> None:
    """A validator: refuses a telephone number in a note about a resident."""
    sentence = contact_in(text)
    if sentence:
        raise ValidationError(sentence, code="contact")


def no_person(text: str) -> None:
    """A validator: refuses whatever leads to one person in what a finding says."""
    sentence = person_in(text)
    if sentence:
        raise ValidationError(sentence, code="identity")
