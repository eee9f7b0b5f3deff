"""Figures, days and hours in templates. Loaded everywhere as a builtin.

What is not known (None) is shown as a dash, never as a nought.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from django import template
from django.utils import timezone

from dbi_portal.lib import days, numbers
from dbi_portal.lib.months import Month
from dbi_portal.lib.text import whatsapp_url

register = template.Library()
UNKNOWN = "–"
register.filter("whatsapp_url", whatsapp_url)


def shown(draw: Callable) -> Callable:
    """Register a filter that draws a dash for what is empty."""

    @register.filter(name=draw.__name__)
    @wraps(draw)
    def or_dash(value, *argument):
        return UNKNOWN if value is None or value == "" else draw(value, *argument)

    return or_dash


@shown
def angka(value: int) -> str:
    """8837 → 8.837"""
    return numbers.angka(value)


@shown
def desimal(value: float, places: int = 1) -> str:
    """12.345 → 12,3; {{ x|desimal:2 }} → 12,35"""
    return numbers.desimal(value, places)


@shown
def persen(value: float) -> str:
    """0.125 → 12,5 %"""
    return numbers.persen(value)


@shown
def tanggal(value: date) -> str:
    """31 Oktober 2025; a moment is taken in the current time zone."""
    return days.long_date(_day(value))


@shown
def tanggal_pendek(value: date) -> str:
    """31 Okt 2025"""
    return days.short_date(_day(value))


@shown
def hari_tanggal(value: date) -> str:
    """Jumat, 31 Oktober 2025"""
    return days.with_weekday(_day(value))


@shown
def bulan(value: Month | date) -> str:
    """Agustus 2025"""
    return value.label if isinstance(value, Month) else Month.of(_day(value)).label


@shown
def jam(value: datetime, zone=None) -> str:
    """14.30 WIB; {{ at|jam:office.time_zone }} on that office's clock."""
    return days.clock(value, zone or timezone.get_current_timezone())


@shown
def waktu(value: datetime, zone=None) -> str:
    """31 Oktober 2025 pukul 14.30 WIB; {{ at|waktu:office.time_zone }} likewise."""
    zone = zone or timezone.get_current_timezone()
    return f"{days.long_date(days.in_zone(value, zone))} pukul {days.clock(value, zone)}"


def _day(value: date) -> date:
    """The day a moment falls on here; a plain date is itself."""
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value
