"""What stands in a form field, in words, whether it is stored, typed or refused."""

from datetime import date, time

import pytest
from django import forms
from django.core.files.base import ContentFile

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import CountField, MonthField
from dbi_portal.lib.pages.overtaken import differences, stored_in, written
from dbi_portal.lib.pages.spoken import plain, spoken

CHOICES = [("a", "Aula"), ("Luar", [("b", "Balai"), ("c", "Lapangan")])]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.CharField(), "Mustikajaya", "Mustikajaya"),
        (forms.CharField(), None, ""),
        (forms.DateField(), date(2025, 10, 31), "31 Oktober 2025"),
        (forms.DateField(), "31/13/2025", "31/13/2025"),
        (forms.TimeField(), time(14, 30), "14.30"),
        (forms.BooleanField(), True, "Ya"),
        (forms.BooleanField(), "on", "Ya"),
        (forms.BooleanField(), None, "Tidak"),
        (MonthField(), Month(2025, 8), "Agustus 2025"),
        (CountField(), 8837, "8.837"),
        (CountField(), "seratus", "seratus"),
        (forms.IntegerField(), 2025, "2025"),
        (forms.ChoiceField(choices=CHOICES), "b", "Balai"),
        (forms.ChoiceField(choices=CHOICES), "x", "x"),
        (forms.MultipleChoiceField(choices=CHOICES), ["a", "c"], "Aula, Lapangan"),
        (forms.FileField(), ContentFile(b"x", name="surat/sk.pdf"), "sk.pdf"),
        (forms.Field(), [1, 2], "1, 2"),
    ],
)
def test_a_value_is_told_as_its_reader_knows_it(field, value, words):
    assert spoken(field, value) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        (False, ""),
        ([], None),
        ("a\r\nb ", "a\nb"),
        ([2, 1], ["1", "2"]),
        (date(2025, 10, 31), "2025-10-31"),
        (8837, "8837"),
    ],
)
def test_the_same_value_compares_equal_however_it_comes(one, other):
    assert plain(one) == plain(other)


def test_nought_is_not_nothing():
    assert plain(0) != plain(None)
    assert spoken(CountField(), 0) == "0"


class Visit(forms.Form):
    place = forms.ChoiceField(label="Tempat", choices=CHOICES, required=False)
    people = CountField(label="Peserta", required=False)
    mark = forms.CharField(widget=forms.HiddenInput, required=False)


def shown(**initial):
    return stored_in(Visit(initial=initial))


def entered(**data):
    form = Visit(data)
    form.is_valid()
    return form


def test_only_what_somebody_else_changed_makes_a_conflict():
    seen = written(shown(place="a", people=20))
    now = shown(place="b", people=20)
    assert differences(seen, now, entered(place="b", people="25")) == []
    found = differences(seen, now, entered(place="a", people="25"))
    assert [(each.label, each.theirs, each.mine) for each in found] == [
        ("Tempat", True, False),
        ("Peserta", False, True),
    ]
    assert (found[0].stored, found[0].entered) == ("Balai", "Aula")


def test_a_hidden_field_and_a_garbled_mark_show_nothing_wrong():
    now = shown(place="a", mark="x")
    assert differences("", now, entered(place="a", mark="y")) == []
    assert [each.label for each in differences("??", now, entered(place="c"))] == ["Tempat"]
