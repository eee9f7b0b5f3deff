"""What an indicator says: its value with its unit, how far from the target, in which state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka, desimal
from dbi_portal.lib.pages.parts import Chip
from reports.figures.indicators.catalogue import GAUGES
from reports.figures.indicators.readings import IndicatorReading, Reading
from reports.figures.period import MonthRange
from reports.models import Indicator

Unit, Better, Period = Indicator.Unit, Indicator.Better, Indicator.Period
UNKNOWN = "belum ada angka"
SPACE = "\N{NO-BREAK SPACE}"
# Our own defaults, offered and marked as such; no rule of the ministry.
SUGGESTED: Mapping[str, dict] = {
    "laporan-tepat-waktu": {
        "name": "Laporan tepat waktu", "numerator": "laporan-tepat-waktu",
        "denominator": "laporan-wajib", "unit": Unit.PERCENT, "better": Better.HIGHER,
        "target": 90, "period": Period.MONTH,
        "explanation": "Bagian laporan wajib yang masuk sebelum tenggat.",
    },
    "kegiatan-tiap-bulan": {
        "name": "Kegiatan tiap bulan", "numerator": "kegiatan", "denominator": "",
        "unit": Unit.NUMBER, "better": Better.HIGHER, "target": 2, "period": Period.MONTH,
        "explanation": "Kegiatan disetujui tiap kantor dalam sebulan.",
    },
    "desa-dikunjungi": {
        "name": "Desa aktif yang dikunjungi", "numerator": "desa-dikunjungi",
        "denominator": "desa-aktif", "unit": Unit.PERCENT, "better": Better.HIGHER,
        "target": 80, "period": Period.QUARTER,
        "explanation": "Desa Binaan dengan kegiatan dalam triwulan, dibanding yang aktif.",
    },
    "desa-tanpa-petugas": {
        "name": "Desa tanpa petugas", "numerator": "desa-tanpa-petugas", "denominator": "",
        "unit": Unit.NUMBER, "better": Better.LOWER, "target": 0, "period": Period.MONTH,
        "explanation": "Desa Binaan dikukuhkan atau aktif tanpa penugasan pada akhir bulan.",
    },
    "tindak-lanjut-terbuka": {
        "name": "Tindak lanjut terbuka", "numerator": "tindak-lanjut-terbuka", "denominator": "",
        "unit": Unit.NUMBER, "better": Better.LOWER, "target": 10, "period": Period.MONTH,
        "explanation": "Tindak lanjut yang belum selesai pada akhir bulan.",
    },
}  # fmt: skip


def amount(indicator: Indicator, value: Decimal | None) -> str:
    """ "87,5 %", "1.204", "48,2"; a dash for what is not known."""
    if value is None:
        return "–"
    if indicator.unit == Unit.NUMBER:
        return desimal(value, 2).removesuffix(",00") if value % 1 else angka(int(value))
    text = desimal(value).removesuffix(",0")
    return f"{text}{SPACE}%" if indicator.unit == Unit.PERCENT else text


def measured(indicator: Indicator) -> str:
    """ "Laporan tepat waktu dibagi laporan wajib yang jatuh tempo" """
    above = _label(indicator.numerator)
    below = _label(indicator.denominator)
    if not below:
        return above
    name = below.startswith("Desa Binaan")
    return f"{above} dibagi {below if name else below[0].lower() + below[1:]}"


def _label(key: str) -> str:
    return GAUGES[key].label if key in GAUGES else key


def untold(indicator: Indicator, day: date) -> str:
    """ "Konsultasi warga hanya diketahui menurut keadaan sekarang, jadi tidak dihitung per …"."""
    keys = filter(None, (indicator.numerator, indicator.denominator))
    found = [_label(key) for key in keys if key in GAUGES and not GAUGES[key].has_past]
    if not found:
        return ""
    return (
        f"{' dan '.join(found)} hanya diketahui menurut keadaan sekarang, "
        f"jadi tidak dihitung per {long_date(day)}."
    )


def target(indicator: Indicator) -> str:
    """ "paling sedikit 90 % per bulan" """
    least = indicator.better == Better.HIGHER
    words = "paling sedikit" if least else "paling banyak"
    told = amount(indicator, indicator.target)
    return f"{words} {told} {indicator.get_period_display()}"


def distance(indicator: Indicator, reading: Reading) -> str:
    """ "12,5 di bawah target", "3 di atas batas", or nothing when there is nothing to compare."""
    if reading.met is None:
        return ""
    gap = reading.value - indicator.target
    if not gap:
        return "tepat pada target"
    told = amount(indicator, abs(gap)).replace("%", "poin persen")
    if indicator.better == Better.HIGHER:
        return f"{told} {'di atas' if gap > 0 else 'di bawah'} target"
    return f"{told} {'di bawah' if gap < 0 else 'di atas'} batas"


def state(found: IndicatorReading) -> Chip:
    """The state of all offices together, in a word, a sign and a colour."""
    if found.now.value is None:
        return Chip(UNKNOWN, "plain", "question")
    if not found.is_shared:
        return _of_offices(found)
    return _of_one(found.indicator, found.now, running=found.running)


def state_of(found: IndicatorReading, reading: Reading) -> Chip:
    """The state of one office."""
    if reading.value is None:
        return Chip(UNKNOWN, "plain", "question")
    return _of_one(found.indicator, reading, running=found.running)


def _of_one(indicator: Indicator, reading: Reading, *, running: bool) -> Chip:
    if reading.met is None:
        return Chip("tidak berlaku pada periode ini", "plain", "minus")
    higher = indicator.better == Better.HIGHER
    if reading.met:
        return Chip("sejauh ini dalam batas" if running and not higher else "tercapai",
                    "good", "check-circle")  # fmt: skip
    if running and higher:
        return Chip("berjalan", "info", "clock")
    return Chip("belum tercapai" if higher else "melebihi batas", "bad", "alert")


def _of_offices(found: IndicatorReading) -> Chip:
    if not found.compared:
        return Chip("tidak berlaku pada periode ini", "plain", "minus")
    words = f"{angka(found.reached)} dari {angka(found.compared)} kantor mencapai target"
    if found.reached == found.compared:
        return Chip(words, "good", "check-circle")
    return Chip(words, "info" if found.running else "warn", "clock" if found.running else "alert")


def period_label(indicator: Indicator, span: MonthRange, *, running: bool = False) -> str:
    """ "Agustus 2025", "Triwulan III 2025", "2025"; what runs says until when."""
    if indicator.period == Period.MONTH:
        return span.last.label
    if indicator.period == Period.YEAR:
        label = str(span.first.year)
    else:
        label = (
            f"Triwulan {('I', 'II', 'III', 'IV')[(span.first.number - 1) // 3]} {span.first.year}"
        )
    return f"{label} (sampai {span.last.name})" if running else label
