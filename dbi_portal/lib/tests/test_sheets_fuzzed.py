"""Files with bytes turned over at random: read or refused, never anything else, never for long."""

import random
import resource
import time
from datetime import date

import pytest

from dbi_portal.lib import sheets
from dbi_portal.lib.sheets import Limits
from dbi_portal.lib.tests.old_spreadsheets import xls
from dbi_portal.lib.tests.open_spreadsheets import ods
from dbi_portal.lib.tests.spreadsheets import package, xlsx

ROWS = [["Desa", "Bulan", "Terbit"], ["Mustikajaya", date(2025, 8, 31), 8837], ["René", None, 1.5]]
XML = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Desa</t></is></c><c r="B1"><f>A9</f></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="e"><v>#REF!</v></c><c r="C2"><v>5</v></c></row>'
)
FILES = {
    "rekap.xlsx": xlsx(*ROWS),
    "mentah.xlsx": package(XML, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
    "rekap.xls": xls(*ROWS, ["#REF!", ("#N/A", "formula")], hidden_rows=[2], merged=[(0, 1, 0, 0)]),
    "rekap.ods": ods(*ROWS),
    "rekap.csv": 'Desa;Bulan;Terbit\n"Réné";31/08/2025;8.837\n'.encode() * 20,
}
LIMITS = Limits(seconds=5)
TRIES = 25  # of each file; each costs a child process


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_bytes_turned_over_is_read_or_refused(name):
    chance, before = random.Random(name), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # noqa: S311
    for _ in range(TRIES):
        content = _damaged(FILES[name], chance)
        started = time.monotonic()
        try:
            assert sheets.read(content, name, LIMITS).sheets
        except sheets.SheetError as refused:
            assert name in str(refused)  # noqa: PT017
        assert time.monotonic() - started < 2 * LIMITS.seconds
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # kilobytes


def _damaged(content, chance):
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 10, 40])):
        changed[chance.randrange(len(changed))] = chance.choice([0, 255, chance.randrange(256)])
    if chance.random() < 0.2:
        del changed[chance.randrange(len(changed)) :]
    return bytes(changed)


def test_xml_with_signs_turned_over_is_read_or_refused():
    """The zip is sound here, so that the damage reaches the readers behind it."""
    chance = random.Random(7)  # noqa: S311
    for _ in range(2 * TRIES):
        text = list(XML)
        for _ in range(chance.choice([1, 2, 5])):
            text[chance.randrange(len(text))] = chance.choice('<>/="&;r1A')
        try:
            assert sheets.read(package("".join(text)), "rekap.xlsx", LIMITS).sheets
        except sheets.SheetError as refused:
            assert "rekap.xlsx" in str(refused)  # noqa: PT017
