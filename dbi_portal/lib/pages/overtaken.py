"""Two people change the same page: what the second one is shown, and what counts as a change.

A form may bring others along that are sent with it (rows of speakers, a table of groups): it names
them in `beside`, {label: form or formset}, and they are compared as one field each. What it rests
on without changing it (the stage a next step is chosen for) it names in `rests_on`, {label: words}.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django import forms

from dbi_portal.lib.pages.fields import CountField
from dbi_portal.lib.pages.spoken import plain, spoken

BEHIND = "DELETE"


@dataclass(frozen=True)
class Entry:
    """What one field holds: to compare and to read."""

    label: str
    plain: str
    text: str
    hidden: bool = False

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.plain.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Difference:
    """A field in which the stored row and the entries differ.

    `theirs`: somebody changed it since the form was opened; `mine`: the one at the form did.
    """

    label: str
    stored: str
    entered: str
    theirs: bool
    mine: bool


@dataclass(frozen=True)
class Overtaken:
    """What the second editor sees above his form; `url` opens the stored version."""

    differences: list[Difference]
    url: str
    by: str = ""
    at: datetime | None = None
    zone: str | None = None  # in which the reader's clock runs


def stored_in(form: forms.BaseForm) -> dict[str, Entry]:
    """What an unfilled form shows of its row, by field."""
    entries = {
        name: _entry(form, name, form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
    }
    beside = {
        f"+{number}": Entry(label, *_part(part))
        for number, (label, part) in enumerate(_beside(form).items())
    }
    return entries | beside | _ground(form)


def entered_in(form: forms.BaseForm) -> dict[str, Entry]:
    """What was entered, by field; a refused entry as it was typed. The form has been validated."""
    entries = {name: _entry(form, name, _value(form, name)) for name in form.fields}
    return entries | {
        f"+{number}": Entry(label, *_part(part))
        for number, (label, part) in enumerate(_beside(form).items())
    }


def written(stored: dict[str, Entry]) -> str:
    """What was shown, short enough for a hidden field: a mark for each field."""
    return ",".join(f"{name}:{entry.mark}" for name, entry in stored.items())


def differences(seen: str, stored: dict[str, Entry], form: forms.BaseForm) -> list[Difference]:
    """Where stored row and entries differ, what others changed first; empty: nobody is overwritten.

    `seen` is what `written` gave when the form was opened.
    """
    marks = dict(each.partition(":")[::2] for each in seen.split(","))
    entered = entered_in(form)
    found = [
        Difference(
            now.label,
            now.text,
            entered[name].text,
            theirs=marks.get(name) != now.mark,
            mine=marks.get(name) != entered[name].mark,
        )
        for name, now in stored.items()
        if name in entered and not now.hidden and now.plain != entered[name].plain
    ]
    moved = [
        Difference(now.label, now.text, "", theirs=True, mine=False)
        for name, now in _ground(form).items()
        if name in marks and marks[name] != now.mark
    ]
    found = moved + found
    if not any(each.theirs for each in found):
        return []
    return sorted(found, key=lambda each: not each.theirs)


def _entry(form: forms.BaseForm, name: str, value: object) -> Entry:
    field, bound = form.fields[name], form[name]
    return Entry(str(bound.label), plain(value), spoken(field, value), hidden=bound.is_hidden)


def _value(form: forms.BaseForm, name: str) -> object:
    cleaned = getattr(form, "cleaned_data", {})
    return cleaned[name] if name in cleaned else form[name].value()


def _ground(form: forms.BaseForm) -> dict[str, Entry]:
    told = getattr(form, "rests_on", {})
    return {
        f"={number}": Entry(label, text, text) for number, (label, text) in enumerate(told.items())
    }


def _beside(form: forms.BaseForm) -> dict:
    return getattr(form, "beside", {})


def _part(part: forms.BaseForm | forms.BaseFormSet) -> tuple[str, str]:
    """(to compare, to read) of everything that is filled in; a row is a line."""
    lines = [_line(form) for form in _filled(part)]
    kept = [line for line in lines if line]
    return "\n".join(kept), "\n".join(kept)


def _filled(part: forms.BaseForm | forms.BaseFormSet) -> Iterator[forms.BaseForm]:
    if isinstance(part, forms.BaseForm):
        yield part
        return
    rows = part.forms if part.is_bound else part.forms[: part.initial_form_count()]
    yield from (form for form in rows if not (part.is_bound and _is_to_go(form)))


def _is_to_go(form: forms.BaseForm) -> bool:
    return BEHIND in form.fields and bool(form[BEHIND].value())


def _line(form: forms.BaseForm) -> str:
    said = []
    for bound in form.visible_fields():
        value = _value(form, bound.name) if form.is_bound else bound.initial
        text = spoken(bound.field, value)
        if bound.name == BEHIND or text in ("", "Tidak"):
            continue
        named = isinstance(bound.field, CountField | forms.BooleanField)
        said.append(f"{bound.label}: {text}" if named else text)
    return ", ".join(said)
