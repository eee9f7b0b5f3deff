"""Every measure an indicator may be made of. A key, once used, keeps its meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from reports.figures.indicators.asked import Asked, Values
from reports.figures.indicators.duty import reports
from reports.figures.indicators.fieldwork import consultations, follow_ups, served, sessions
from reports.figures.indicators.passports import passports
from reports.figures.indicators.villages import active, without_officer

Source = Callable[[Asked], Mapping[str, Values]]


@dataclass(frozen=True)
class Gauge:
    """A measure. `at_end`: a state at the end of the period, not a sum over it. `has_past`: what
    the portal knew of it on a past day can be told.
    """

    key: str
    label: str
    source: Source
    at_end: bool = False
    has_past: bool = True


GAUGES: dict[str, Gauge] = {
    gauge.key: gauge
    for gauge in (
        Gauge("paspor-pmi", "Paspor PMI terbit", passports),
        Gauge("paspor-terbit", "Paspor terbit, semua keperluan", passports),
        Gauge("penolakan", "Penolakan paspor", passports),
        Gauge("penundaan", "Penundaan paspor", passports),
        Gauge("penundaan-keberangkatan", "Penundaan keberangkatan (orang)", passports),
        Gauge("kegiatan", "Kegiatan disetujui", sessions),
        Gauge("peserta", "Peserta kegiatan", sessions),
        Gauge("konsultasi", "Konsultasi warga", consultations, has_past=False),
        Gauge("desa-dikunjungi", "Desa Binaan dikunjungi", served),
        Gauge("desa-aktif", "Desa Binaan aktif", active, at_end=True),
        Gauge(
            "desa-tanpa-petugas",
            "Desa Binaan tanpa petugas",
            without_officer,
            at_end=True,
            has_past=False,
        ),
        Gauge("laporan-wajib", "Laporan wajib yang jatuh tempo", reports, has_past=False),
        Gauge("laporan-tepat-waktu", "Laporan tepat waktu", reports, has_past=False),
        Gauge("tindak-lanjut-selesai", "Tindak lanjut selesai", follow_ups, has_past=False),
        Gauge(
            "tindak-lanjut-terbuka",
            "Tindak lanjut terbuka",
            follow_ups,
            at_end=True,
            has_past=False,
        ),
    )
}
CHOICES = [(gauge.key, gauge.label) for gauge in GAUGES.values()]


def measured(keys: Collection[str], asked: Asked) -> dict[str, Values]:
    """The values of these measures; each source is asked once, whatever is wanted of it."""
    gauges = [GAUGES[key] for key in keys if key in GAUGES]
    told = [each for each in gauges if each.has_past or not asked.known_at]
    sources = dict.fromkeys(each.source for each in told)
    found: dict[str, Values] = {}
    for source in sources if asked.offices and asked.spans else ():
        found |= source(asked)
    return found
