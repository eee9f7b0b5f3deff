"""What the list page asks of its filter form, and how a page writes a value."""

from django import template

from dbi_portal.lib.pages.columns import draw

register = template.Library()


@register.filter
def filter_fields(filterset) -> list:
    """The fields of a filter form besides the search box; none without a filter form."""
    if not filterset:
        return []
    return [field for field in filterset.form.visible_fields() if field.name != "q"]


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
