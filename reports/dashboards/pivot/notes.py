"""What a reader must know about a cross table, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from dbi_portal.lib.numbers import angka
from reports.dashboards.pivot.choice import Choice
from reports.dashboards.scope import Scope
from reports.dashboards.view import View
from reports.figures.pivot.axes import OUTCOME
from reports.figures.pivot.grid import Grid, difference

NAMED = 5  # offices that are named before the rest is a number
PAPER = {"hasil": "hasil", "keperluan": "keperluan", "tujuan": "negara tujuan"}


def notes(grid: Grid, choice: Choice, view: View, scope: Scope) -> Iterator[str]:
    if choice.is_held:
        yield from _of_sessions(grid, view)
    else:
        yield from _of_figures(grid, scope)
    if any(axis.key == "kanwil" for axis in grid.axes):
        yield f"Kanwil menurut keadaan {scope.month.label}."


def _of_sessions(grid: Grid, view: View) -> Iterator[str]:
    several = [axis.label for axis in grid.axes if axis.several]
    if several or grid.count.once != "kegiatan":
        thing = {"desa": "desa", "instansi": "instansi"}.get(grid.count.once, "kegiatan")
        yield f"Baris atau kolom boleh beririsan; jumlah menghitung tiap {thing} sekali."
    if grid.unknown:
        yield f"{angka(grid.unknown)} kegiatan tidak menyebut jumlah pesertanya."
    deaf = [PAPER[word] for word in view.words if word in PAPER]
    if deaf:
        yield f"Kegiatan tidak dirinci menurut {' dan '.join(deaf)}; saringan itu tidak berlaku."


def _of_figures(grid: Grid, scope: Scope) -> Iterator[str]:
    if OUTCOME in grid.axes:
        yield "Tiap hasil hal yang berbeda dan tidak dijumlahkan satu dengan yang lain."
    axes = " dan ".join(axis.label.lower() for axis in grid.axes if axis.tells) or "saringan ini"
    if named := _named(grid.undetailed, scope):
        yield f"Ada angka, tetapi tidak dirinci menurut {axes}: {named}."
    if named := _named(grid.without, scope):
        yield f"Belum ada angka: {named}."
    gap = difference(grid.printed.total, grid.total)
    if gap is not None and grid.total is not None:
        yield (
            f"Yang diterbitkan kantor seluruhnya {angka(grid.printed.total)}, berbeda "
            f"{angka(abs(gap))} dari jumlah tabel ini. Selisih ditampilkan, tidak diperbaiki."
        )


def _named(offices: frozenset[int], scope: Scope) -> str:
    """Of those that publish figures: a Kanwil itself does not."""
    names = [office.short_name for office in scope.now if office.pk in offices]
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])}, dan {angka(len(names) - NAMED)} kantor lain"
