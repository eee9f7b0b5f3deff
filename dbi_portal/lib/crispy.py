"""Forms laid out as their paper is: sections with a heading, short fields side by side."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row

Field = str | tuple[str, ...]


def section(legend: str, *fields: Field) -> Fieldset:
    """A part of the paper; a tuple of fields stands side by side where there is room."""
    return Fieldset(legend, *(_side_by_side(field) for field in fields))


def layout(*parts: Fieldset | Field) -> FormHelper:
    """A helper for these parts in this order: `layout(section("Desa", "region"), "note")`."""
    helper = FormHelper()
    helper.layout = Layout(*(_side_by_side(part) for part in parts))
    return helper


def _side_by_side(part):
    if not isinstance(part, tuple):
        return part
    width = f"col-md-{12 // len(part)}"
    return Row(*(Column(field, css_class=width) for field in part))
