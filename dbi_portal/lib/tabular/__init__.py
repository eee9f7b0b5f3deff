"""Tables in sheets as people make them: where they stand, what their columns are, what cells say.

`find(sheet, layout)` gives the `Table` of a sheet, `tables(sheet, layout)` all of them, one below
the other; `table.rows()` its rows of data. Readers of cells are in `words`. Nothing here knows a
model, and no more than a hundred rows are held at once.
"""

from dbi_portal.lib.tabular import words
from dbi_portal.lib.tabular.counts import Doubtful
from dbi_portal.lib.tabular.evidence import Evidence
from dbi_portal.lib.tabular.finding import find, tables
from dbi_portal.lib.tabular.headings import Heading
from dbi_portal.lib.tabular.layout import END, FIGURE, MONTH, START, Layout, Measure
from dbi_portal.lib.tabular.rows import Row
from dbi_portal.lib.tabular.table import Table
from dbi_portal.lib.tabular.totals import TotalCheck

__all__ = [
    "END",
    "FIGURE",
    "MONTH",
    "START",
    "Doubtful",
    "Evidence",
    "Heading",
    "Layout",
    "Measure",
    "Row",
    "Table",
    "TotalCheck",
    "find",
    "tables",
    "words",
]
