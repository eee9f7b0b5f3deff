"""What the list page asks of its filter form, and how a page writes a value."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dbi_portal.lib.pages.columns import Cell, Row, draw
from dbi_portal.lib.pages.parts import Chip
from dbi_portal.lib.widgets import ShortSelect

register = template.Library()
NOTHING = mark_safe('<span class="none">–</span>')


@register.filter
def filter_fields(filterset) -> list:
    """The fields of a filter form besides the search box; none without a filter form."""
    if not filterset:
        return []
    return [field for field in filterset.form.visible_fields() if field.name != "q"]


@register.filter
def filter_field(field: forms.BoundField) -> SafeString:
    """A filter with its label, as crispy-forms draws one; its templates take 2 ms for each."""
    widget = field.field.widget
    ticked = forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect
    if field.errors or field.help_text or field.use_fieldset or isinstance(widget, ticked):
        return as_crispy_field(field)
    look = "form-select" if isinstance(widget, forms.Select) else "form-control"
    attrs = {"class": f"{widget.attrs.get('class', '')} {look}".strip()}
    if type(widget) is forms.Select:
        widget = ShortSelect(widget.attrs, widget.choices)
    return format_html(
        '<div id="div_{}" class="mb-3"><label for="{}" class="form-label">{}</label>{}</div>',
        *(field.auto_id, field.id_for_label, field.label),
        field.as_widget(widget, attrs),
    )


@register.filter
def opens_filters(active, filterset) -> bool:
    """Whether a filter other than the search is in force, so that its field is worth showing."""
    if not filterset:
        return False
    empty = (None, "", [], [None, None], ["", ""])
    return any(field.value() not in empty for field in filter_fields(filterset))


@register.filter
def ignored_text(label: str) -> str:
    return f"“{label}” di alamat halaman tidak dikenal. Daftar ini tidak disaring dengannya."


@register.filter
def written(value: object) -> str:
    """A value of any kind as an office writes it: 31 Oktober 2025, Ya, text as it is."""
    return draw("text", value)


@register.filter
def cells(row: Row) -> SafeString:
    """The cells of a table's row. A template takes five times as long, a thousand rows a second."""
    head, *rest = row.cells
    return format_html("{}{}", _head(head, row.url), format_html_join("", "{}", _each(rest)))


def _head(cell: Cell, url: str) -> SafeString:
    """The first cell opens the row, where there is something to open."""
    words = (
        format_html('<a class="row-link" href="{}">{}</a>', url, cell.text or "(tanpa nama)")
        if url
        else format_html("<b>{}</b>", cell.text)
    )
    return format_html(
        '<th scope="row" role="rowheader" data-label="{}">{}{}</th>',
        *(cell.column.label, words, _note(cell)),
    )


def _each(rest: Iterable[Cell]) -> Iterator[tuple[SafeString]]:
    for cell in rest:
        look = format_html(' class="{}"', cell.column.css) if cell.column.css else ""
        yield (
            format_html(
                '<td role="cell"{} data-label="{}"><span>{}{}</span></td>',
                *(look, cell.column.label, _content(cell), _note(cell)),
            ),
        )


def _content(cell: Cell) -> str:
    if cell.chip:
        return drawn(cell.chip)
    if cell.url and cell.text:
        return format_html('<a href="{}">{}</a>', cell.url, cell.text)
    return cell.text or NOTHING


def _note(cell: Cell) -> str:
    return format_html("<small>{}</small>", cell.note) if cell.note else ""


@register.filter
@lru_cache(maxsize=512)
def drawn(chip: Chip) -> SafeString:
    """A chip as HTML. The same few stand in every row of a table: each is drawn once."""
    parts = {"label": chip.label, "state": chip.state, "icon": chip.icon}
    return render_to_string("components/chip.html", parts)


@register.filter
@lru_cache(maxsize=8)
def sort_icon(way: str) -> SafeString:
    """The arrow in a column's head, by aria-sort; both ways where the list is not sorted by it."""
    name = {"ascending": "rise", "descending": "fall"}.get(way, "sort")
    return render_to_string("components/icon.html", {"name": name})
