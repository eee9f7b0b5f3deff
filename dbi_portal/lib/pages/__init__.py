"""The pages every register is made of. How to use them: docs/pages.md."""

from dbi_portal.lib.pages.columns import Column
from dbi_portal.lib.pages.details import DetailPage
from dbi_portal.lib.pages.fields import CountField, MonthField, UserFormMixin
from dbi_portal.lib.pages.filters import DaySpanFilter, RegisterFilter
from dbi_portal.lib.pages.forms import ChangePage, ConfirmPage, CreatePage
from dbi_portal.lib.pages.head import HeadMixin
from dbi_portal.lib.pages.lists import ListPage
from dbi_portal.lib.pages.parts import (
    Action,
    Chip,
    Crumb,
    Fact,
    PageHead,
    Step,
    Todo,
    spark_path,
)

__all__ = [
    "Action",
    "ChangePage",
    "Chip",
    "Column",
    "ConfirmPage",
    "CountField",
    "CreatePage",
    "Crumb",
    "DaySpanFilter",
    "DetailPage",
    "Fact",
    "HeadMixin",
    "ListPage",
    "MonthField",
    "PageHead",
    "RegisterFilter",
    "Step",
    "Todo",
    "UserFormMixin",
    "spark_path",
]
