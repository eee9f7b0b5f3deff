"""Any table of figures, written as an office might, is read back as the same figures."""

from hypothesis import HealthCheck, given, settings

from dbi_portal.lib import tabular
from dbi_portal.lib.tabular import words
from dbi_portal.lib.tests.messy import sheets
from dbi_portal.lib.tests.tables import FIGURES, figures

OUTCOMES = {"diterbitkan": "Terbit", "terbit": "Terbit", "ditolak": "Penolakan"}


def said(found):
    """{(village, outcome, month): count} of what was read."""
    plain = {}
    for pairs, count in found.items():
        cells = dict(pairs)
        outcome = OUTCOMES.get(cells["Hasil"].lower(), cells["Hasil"])
        plain[cells["Desa"], outcome, str(words.month(cells["Bulan"]))] = count
    return plain


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_any_table_written_messily_is_read_back_as_the_same_figures(written):
    table = tabular.find(written.paper, FIGURES)
    rows = list(table.rows())
    assert table.problems == []
    assert said(figures(table, rows)) == written.figures
    assert [check for check in table.totals if not check.agrees] == []
    assert len(table.totals) == written.totals
    assert list(table.doubts()) == []
