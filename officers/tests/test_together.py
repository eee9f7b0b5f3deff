"""Several questions in one give what each would have given alone."""

from datetime import date

import pytest
from django.db.models import F

from dbi_portal.lib.together import counted, together
from officers.models import Office
from officers.tests.factories import KanwilFactory, OfficeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    kanwil = KanwilFactory(short_name="Kanwil 100%", code="kanwil-uji")
    return [OfficeFactory(under=kanwil, short_name=name) for name in ("B", "A {x}")]


def known():
    """The three of them; what else a factory needs above them is no matter here."""
    return Office.objects.exclude(kind="pusat").order_by("short_name")


def test_rows_come_in_their_own_order(offices, django_assert_num_queries):
    names = known().order_by("-short_name").values_list("short_name")
    kinds = Office.objects.filter(short_name="B").values_list("short_name", "kind", "pk")
    with django_assert_num_queries(1):
        first, second = together(names, kinds)
    assert first == [("Kanwil 100%",), ("B",), ("A {x}",)]
    assert second == [("B", "kanim", offices[0].pk)]


def test_dates_come_as_text_and_nothing_as_none(offices):
    Office.objects.filter(short_name="B").update(closed_on=date(2025, 8, 31))
    [rows] = together(known().order_by("pk").values_list("closed_on", "short_name"))
    assert rows == [(None, "Kanwil 100%"), ("2025-08-31", "B"), (None, "A {x}")]


def test_columns_of_two_tables_keep_their_own_names(offices):
    names = Office.objects.filter(short_name="B").annotate(above=F("supervisions__supervisor"))
    [rows] = together(names.values_list("pk", "above"))
    assert rows == [(offices[0].pk, Office.objects.get(code="kanwil-uji").pk)]


def test_what_cannot_have_rows_is_empty(offices, django_assert_num_queries):
    nobody, everybody = Office.objects.filter(pk__in=[]), known()
    assert together(nobody.values_list("pk"), everybody.values_list("short_name")[:1]) == [
        [],
        [("A {x}",)],
    ]
    assert counted(everybody, nobody, everybody.filter(kind="kanwil")) == [3, 0, 1]
    with django_assert_num_queries(0):
        assert (together(), counted()) == ([], [])
