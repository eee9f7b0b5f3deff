"""What stands in addresses of several apps. Importing this module makes the names known."""

from __future__ import annotations

from django.urls import register_converter

from dbi_portal.lib.months import Month


class MonthKey:
    """2025-08, of this century."""

    regex = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month) -> str:
        return str(value)


register_converter(MonthKey, "month")
