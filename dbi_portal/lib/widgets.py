"""Form controls the whole portal shares: regions searched as one types, days, months, pickers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from django import forms
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django_filters.widgets import DateRangeWidget

# The address speaks Indonesian; so do the levels stored with a region.
LEVELS = {
    "province": "provinsi",
    "regency": "kabupaten",
    "district": "kecamatan",
    "village": "desa",
}


class PickerMixin:
    """A select the browser turns into a typed search; without script it stays a select."""

    picker = "plain"

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-picker": self.picker}


class LongListMixin:
    """Draws the options itself: a template for each of five hundred regencies takes 60 ms."""

    def render(self, name, value, attrs=None, renderer=None) -> str:
        shown = forms.Widget.get_context(self, name, value, attrs)["widget"]
        many = {"multiple": True} if self.allow_multiple_selected else {}
        named = flatatt({"name": name} | shown["attrs"] | many)
        options = "".join(self._options(self.choices, frozenset(shown["value"])))
        return mark_safe(f"<select{named}>{options}</select>")  # noqa: S308 - every part is escaped

    def _options(self, choices: Iterable, chosen: frozenset[str]) -> Iterator[str]:
        for value, label in choices:
            if isinstance(label, list | tuple):
                group = "".join(self._options(label, chosen))
                yield f'<optgroup label="{conditional_escape(value)}">{group}</optgroup>'
            else:
                key = "" if value is None else str(value)
                mark = " selected" if key in chosen else ""
                yield f'<option value="{_escaped(key)}"{mark}>{_escaped(label)}</option>'


def _escaped(value: object) -> str:
    """As Django's `conditional_escape`, which looks at every text for a promise of one."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


class ShortSelect(LongListMixin, forms.Select):
    """One of a few words, as Django's select; a page of filters has many of them."""


class SearchSelect(LongListMixin, PickerMixin, forms.Select):
    """One of a list too long to scroll: offices, officers."""


class SearchSelectMultiple(LongListMixin, PickerMixin, forms.SelectMultiple):
    """Several of a list: officers, topics, institutions."""


class RegionSelect(PickerMixin, forms.Select):
    """A region out of 83,000, found by typing; the page holds only what is chosen already.

    For a ModelChoiceField (`multiple=False`) or ModelMultipleChoiceField over regions; the browser
    asks `url` for `?q=tiban&tingkat=desa` and expects {"results": [{"code", "name", "path"}]}.
    `code` is what the field receives, so it is the primary key or the field's `to_field_name`.
    """

    picker = "region"
    template_name = "components/region_select.html"

    def __init__(
        self,
        *,
        level: Sequence[str] = ("village",),
        multiple: bool = False,
        url: str = "villages:region-search",
        attrs: dict | None = None,
    ):
        super().__init__(attrs)
        self.allow_multiple_selected = multiple
        levels = [level] if isinstance(level, str) else level
        self.levels = ",".join(LEVELS.get(each, each) for each in levels)
        self.url = reverse_lazy(url)

    def value_from_datadict(self, data, files, name):
        if self.allow_multiple_selected and hasattr(data, "getlist"):
            return data.getlist(name)
        return data.get(name)

    def value_omitted_from_data(self, data, files, name) -> bool:
        # A browser sends nothing for a select of which nothing is chosen.
        return False if self.allow_multiple_selected else name not in data

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        place = "Ketik nama desa, kecamatan, atau kota"
        own = {"data-url": str(self.url), "data-tingkat": self.levels, "placeholder": place}
        return own | super().build_attrs(base_attrs, extra_attrs)

    def optgroups(self, name, value, attrs=None) -> list:
        """The chosen regions only, with their path, so that the three Tiban can be told apart."""
        options = [
            self.create_option(name, key, str(region), True, index, attrs=attrs)  # noqa: FBT003
            | {"region": region}
            for index, (key, region) in enumerate(self._chosen(value))
        ]
        return [(None, options, 0)]

    def _chosen(self, value: Sequence[str]) -> list[tuple[str, object]]:
        keys = [key for key in map(str, value) if key]
        if not keys or not hasattr(self.choices, "queryset"):
            return []
        field = self.choices.field
        path = f"{field.to_field_name or 'pk'}__in"
        try:
            rows = self.choices.queryset.filter(**{path: keys})
            return [(str(field.prepare_value(row)), row) for row in rows]
        except (ValueError, TypeError):  # what came back was no key at all; the field says so
            return []


class DayInput(forms.DateInput):
    """A day; the browser's own calendar, in the form it wants (2025-08-31)."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day, 24 hours."""

    input_type = "time"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%H:%M")


class MonthInput(forms.TextInput):
    """A month (2025-08); a browser without a month picker shows a text field."""

    input_type = "month"

    def __init__(self, attrs: dict | None = None):
        super().__init__({"placeholder": "2025-08", "pattern": "[0-9]{4}-[0-9]{2}"} | (attrs or {}))


class CountInput(forms.TextInput):
    """A whole number, typed as an office writes it: 8.837 or 8837."""

    def __init__(self, attrs: dict | None = None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off"} | (attrs or {}))


class DaySpanWidget(DateRangeWidget):
    """Two days, from and to: tanggal_dari and tanggal_sampai in the address."""

    template_name = "components/day_span.html"
    suffixes = ["dari", "sampai"]

    def __init__(self, attrs: dict | None = None):
        forms.MultiWidget.__init__(self, (DayInput, DayInput), attrs)
        for widget, label in zip(self.widgets, ("Dari tanggal", "Sampai tanggal"), strict=True):
            widget.attrs["aria-label"] = label
