"""The small parts the registers' pages are made of."""

from dataclasses import dataclass
from datetime import date

import pytest
from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import JsonResponse, QueryDict
from django.urls import path

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import Chip, Column, CountField, MonthField, UserFormMixin, spark_path
from dbi_portal.lib.pages.address import changed, without_value
from dbi_portal.lib.pages.forms import helper_of, put_errors
from dbi_portal.lib.pages.lists import page_links
from dbi_portal.lib.pages.sorting import Sorting, may_be_empty
from dbi_portal.lib.widgets import DayInput, RegionSelect, SearchSelectMultiple

pytestmark = pytest.mark.urls(__name__)
urlpatterns = [path("cari/", lambda request: JsonResponse({"results": []}), name="cari")]


@dataclass
class Village:
    name: str = "Mustikajaya"
    office: object = None
    passports: int | None = 8837
    since: date | None = date(2025, 10, 31)
    active: bool = True

    def stage(self):
        return Chip("aktif", "good")


@pytest.mark.parametrize(
    ("column", "shown", "written"),
    [
        (Column("Nama", "name"), "Mustikajaya", "Mustikajaya"),
        (Column("Paspor", "passports", kind="number"), "8.837", 8837),
        (Column("Sejak", "since", kind="date"), "31 Oktober 2025", date(2025, 10, 31)),
        (
            Column("Bulan", lambda village: Month(2025, 8), kind="month"),
            "Agustus 2025",
            "Agustus 2025",
        ),
        (Column("Tahap", "stage", kind="chip"), "aktif", "aktif"),
        (Column("Aktif", "active"), "Ya", "Ya"),
        (Column("Rata-rata", lambda village: 12.34, kind="number"), "12,3", 12.34),
    ],
)
def test_a_cell_is_shown_as_an_office_writes_and_saved_as_a_workbook_counts(column, shown, written):
    assert column.cell(Village()).text == shown
    assert column.raw(Village()) == written


@pytest.mark.parametrize("kind", ["text", "number", "date", "month", "moment"])
def test_what_is_not_known_stays_empty_in_every_kind_of_column(kind):
    column = Column("Kantor", "office.name", kind=kind)
    assert column.cell(Village()).text == ""
    assert column.raw(Village()) is None


def test_a_nought_is_a_figure_and_not_a_gap():
    assert Column("Paspor", "passports", kind="number").cell(Village(passports=0)).text == "0"


def test_another_address_starts_at_page_one_and_keeps_the_rest():
    query = QueryDict("q=tiban&page=7&unduh=xlsx")
    assert changed(query, urut="nama") == "?q=tiban&urut=nama"
    assert changed(query, without=["q"]) == "?"
    assert changed(query, page=2) == "?q=tiban&page=2"


def test_one_of_several_values_can_be_taken_away():
    assert without_value(QueryDict("k=1&k=2&page=3"), "k", "1") == "?k=2"


COLUMNS = [
    Column("Nama izin", "name", sort="name"),
    Column("Kode", "codename", sort="codename"),
    Column("Jenis", "content_type"),
]


@pytest.mark.parametrize(
    "wish", ["", "password", "-", "--kode", "jenis", "content_type__app_label", "\0"]
)
def test_a_list_sorts_by_its_own_columns_only(wish):
    assert Sorting.asked(COLUMNS, QueryDict(mutable=True) | {"urut": wish}).key == ""


def test_sorting_puts_the_unknown_last_and_is_never_undecided():
    order = Sorting.asked(COLUMNS, QueryDict("urut=-kode")).applied(Permission.objects.all())
    by, tie = order.query.order_by
    # A name is never empty: it is not said, and its index serves from either end.
    assert (by.expression.name, by.descending, by.nulls_last, tie) == ("codename", True, None, "pk")


@pytest.mark.parametrize(
    ("path", "empty"),
    [
        ("action_time", False),
        ("change_message", False),
        ("object_id", True),
        ("content_type__model", True),  # an entry need not be about anything
        ("worked_out", True),
    ],
)
def test_only_what_may_be_empty_is_put_last(path, empty):
    assert may_be_empty(LogEntry, path) is empty
    assert may_be_empty(Permission, "content_type__model") is False


def test_a_head_offers_the_other_way_once_it_sorts():
    name, code, plain = Sorting.asked(COLUMNS, QueryDict("urut=kode")).headers(
        QueryDict("urut=kode")
    )
    assert (name.url, name.way) == ("?urut=nama-izin", "")
    assert (code.url, code.way) == ("?urut=-kode", "ascending")
    assert (plain.url, plain.way) == ("", "")


def test_the_phone_sorts_without_heads():
    choices = Sorting.asked(COLUMNS, QueryDict("urut=-kode")).choices()
    assert ("-kode", "Kode, turun", True) in choices
    assert [chosen for _, _, chosen in choices].count(True) == 1


def test_many_pages_are_told_with_gaps():
    page = Paginator(range(1000), 25).page(20)
    links = page_links(page, QueryDict("q=a"))
    assert [link["number"] for link in links] == [1, None, 19, 20, 21, None, 40]
    assert links[0]["url"] == "?q=a&page=1"
    assert page_links(Paginator(range(3), 25).page(1), QueryDict()) == []


def test_a_spark_line_stands_on_zero_and_breaks_where_a_month_is_unknown():
    assert spark_path([0, 10]) == "M0.0 32.0L120.0 2.0"
    assert spark_path([1, None, 1]).count("M") == 2
    assert spark_path([5]) == spark_path([None, 5]) == ""
    assert spark_path([0, 0]) == "M0.0 32.0L120.0 32.0"


class PassportForm(UserFormMixin, forms.Form):
    month = MonthField(label="Bulan")
    count = CountField(label="Terbit")
    note = forms.CharField(error_messages={"required": "Tulis catatan."})
    helper = layout(section("Angka", ("month", "count")), "note")


def read(**data):
    return PassportForm(data, user=None)


def test_a_form_reads_months_and_figures_as_they_are_typed():
    form = read(month="2025-08", count="8.837", note="x")
    assert form.is_valid()
    assert form.cleaned_data["month"] == Month(2025, 8)
    assert form.cleaned_data["count"] == 8837


@pytest.mark.parametrize("month", ["Agustus 2025", "2025-13", "2025-08-01", "x" * 500])
def test_what_is_no_month_is_sent_back_with_a_sentence(month):
    assert "bulan" in read(month=month).errors["month"][0].lower()


@pytest.mark.parametrize("count", ["seratus", "-3", "8,5", "8,837"])
def test_what_is_no_count_is_sent_back_with_a_sentence(count):
    sentence = read(count=count).errors["count"][0]
    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith(".")


def test_an_empty_field_says_so_in_two_words_or_in_its_own():
    errors = read().errors
    assert errors["month"] == errors["count"] == ["Harus diisi."]
    assert errors["note"] == ["Tulis catatan."]


class ChoosingForm(UserFormMixin, forms.Form):
    kind = forms.ChoiceField(choices=[("", "---------"), ("desa", "Desa")])
    office = forms.ModelChoiceField(Permission.objects.none(), required=False)
    own = forms.ModelChoiceField(Permission.objects.none(), empty_label="Semua kantor")


def test_an_empty_choice_says_what_it_means():
    form = ChoosingForm(user=None)
    assert '<option value="" selected>Pilih</option>' in str(form["kind"])
    assert '<option value="" selected>Tidak diisi</option>' in str(form["office"])
    assert "Semua kantor" in str(form["own"])
    assert not ChoosingForm({"kind": ""}, user=None).is_valid()


def test_a_figure_comes_back_as_it_is_written():
    form = PassportForm(initial={"count": 8837}, user=None)
    assert 'value="8.837"' in str(form["count"])


def test_an_actions_refusal_stands_at_the_field_it_names_or_on_top():
    form = read(month="2025-08", count="1", note="x")
    form.is_valid()
    put_errors(form, ValidationError({"count": "Terlalu banyak.", "office": "Bukan kantor Anda."}))
    assert form.errors["count"] == ["Terlalu banyak."]
    assert form.non_field_errors() == ["Bukan kantor Anda."]


def test_the_page_and_not_the_helper_brings_the_form_tag():
    helper = helper_of(read())
    assert (helper.form_tag, helper.disable_csrf) == (False, True)
    assert helper_of(forms.Form()).form_tag is False


def test_a_day_is_written_as_the_browsers_calendar_wants_it():
    assert 'value="2025-10-31"' in DayInput().render("day", date(2025, 10, 31))


def test_a_plain_picker_stays_a_select_for_browsers_without_script():
    html = SearchSelectMultiple(choices=[("1", "Budi")]).render("officers", ["1"])
    assert 'data-picker="plain"' in html
    assert '<option value="1" selected>Budi</option>' in html


class PlaceForm(forms.Form):
    place = forms.ModelChoiceField(
        Permission.objects.all(),
        to_field_name="codename",
        widget=RegionSelect(url="cari", level="district"),
    )
    places = forms.ModelMultipleChoiceField(
        Permission.objects.all(), required=False, widget=RegionSelect(url="cari", multiple=True)
    )


@pytest.mark.django_db
def test_a_region_field_holds_the_chosen_one_and_no_list_of_all():
    chosen = Permission.objects.first()
    form = PlaceForm(data={"place": chosen.codename})
    html = str(form["place"])
    assert html.count("<option") == 2  # nothing, and the chosen one
    assert f'value="{chosen.codename}" selected' in html
    assert 'data-url="/cari/"' in html
    assert 'data-tingkat="kecamatan"' in html
    assert form["place"].field.clean(chosen.codename)


@pytest.mark.django_db
def test_several_regions_can_be_chosen():
    keys = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)[:2]]
    form = PlaceForm(data=QueryDict(f"places={keys[0]}&places={keys[1]}"))
    assert [str(row.pk) for row in form.fields["places"].clean(form["places"].value())] == keys
    assert str(form["places"]).count(" selected") == 2


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "bukan-kode", "99999999999999999999", "<b>"])
def test_a_region_that_is_none_leaves_the_field_empty_and_is_refused(value):
    form = PlaceForm(data={"place": value, "places": value})
    assert "selected" not in str(form["place"])
    assert "selected" not in str(PlaceForm(data=QueryDict(f"places={value}"))["places"])
    assert form.errors["place"]
