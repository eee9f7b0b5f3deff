"""Years nobody means and texts no paper can hold are refused by every form of the portal."""

from datetime import date

import pytest
from django import forms
from django.utils import timezone

from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.pages.bounds import MOST_LETTERS
from dbi_portal.lib.widgets import DayInput


class NewForm(UserFormMixin, forms.Form):
    """One that nobody has thought of yet."""

    on = forms.DateField(label="Sejak", widget=DayInput)
    note = forms.CharField(required=False, widget=forms.Textarea)
    short = forms.CharField(required=False, max_length=20, widget=forms.Textarea)


def filled(on="2026-11-20", **entries):
    return NewForm({"on": on} | entries, user=None)


@pytest.mark.parametrize(
    ("typed", "year"), [("0026-11-20", 26), ("0001-01-01", 1), ("9999-12-31", 9999)]
)
def test_a_mistyped_year_is_asked_about_at_its_field(typed, year):
    assert filled(typed).errors == {"on": [f"Tahun {year}? Periksa tanggalnya."]}


def test_the_years_an_office_means_are_taken():
    last = date(timezone.localdate().year + 10, 12, 31)
    for day in ("1950-01-01", "2026-11-20", last.isoformat()):
        assert filled(day).is_valid()


def test_a_narrative_longer_than_a_paper_holds_is_refused_with_both_lengths():
    assert filled(note="x" * MOST_LETTERS).is_valid()
    (sentence,) = filled(note="x" * 2_000_000).errors["note"]
    assert "Paling banyak 10.000 huruf; ini 2.000.000." in sentence


def test_a_field_with_a_length_of_its_own_keeps_it():
    (sentence,) = filled(short="x" * 20_000).errors["short"]
    assert "20" in sentence
    assert "lampirkan" not in sentence
