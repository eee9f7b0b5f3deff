"""What a figure cannot obey of the page's filters, in words: never a wrong number in silence."""

from __future__ import annotations

from collections.abc import Sequence

from reports.dashboards.view import View
from reports.dashboards.words import listed, purpose_words
from reports.figures.measure import Measure
from reports.models.statistic import Outcome

# The address's words of filters that not every figure knows, as a reader calls them.
NAMES = {
    "kabupaten": "kabupaten/kota",
    "tahap": "status desa",
    "hasil": "hasil",
    "keperluan": "keperluan",
    "tujuan": "negara tujuan",
}
OF_PASSPORTS = ("hasil", "keperluan", "tujuan")  # what only passports have


def in_force(view: View, among: Sequence[str] = tuple(NAMES)) -> list[str]:
    """The reader's words for the filters that are set."""
    return [NAMES[name] for name in among if name in view.words]


def passports_only(view: View, what: str) -> str:
    """Beside what is no passport figure: "Tidak disaring menurut keperluan: …"."""
    names = in_force(view, OF_PASSPORTS)
    return f"Tidak disaring menurut {listed(names)}: itu hal paspor, bukan {what}." if names else ""


def by_office_only(view: View) -> str:
    """Beside today's work, which is that of whole offices."""
    names = in_force(view)
    return f"Menurut kantor: tidak disaring menurut {listed(names)}." if names else ""


def only_whole(view: View) -> str:
    """Beside what needs the totals of all offices."""
    names = in_force(view, ("kabupaten", "tahap", "tujuan"))
    if not names:
        return ""
    return f"Peringkat nasional hanya ada untuk angka yang tidak disaring menurut {listed(names)}."


def detail(view: View) -> str:
    """The breakdown a passport figure needs for these filters; empty where it needs none."""
    needed = []
    if view.destination:
        needed.append("negara tujuan")
    if view.regency or view.stage:
        needed.append("desa/kelurahan asal")
    return " dan ".join(needed)


def not_broken_down(view: View, measure: Measure) -> str:
    """Why a passport figure has no value under these filters; empty where nothing narrows it."""
    needed = [detail(view)] if detail(view) else []
    if "keperluan" in view.words and measure.purpose:
        needed.append("keperluan")
    return f"belum dirinci menurut {' dan '.join(needed)}" if needed else ""


def purpose_beside(view: View, measure: Measure) -> str:
    """An outcome counted of all purposes while the page is about one."""
    if measure.outcome != Outcome.ISSUED and not measure.purpose and view.purpose:
        return f"semua keperluan yang dilaporkan, tidak dibatasi {purpose_words(view.purpose)}"
    return ""
