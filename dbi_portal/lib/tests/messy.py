"""Any table of figures, written down the way some office might: what Hypothesis may try."""

from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from dbi_portal.lib.days import MONTH_NAMES
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.tests.tables import Paper

VILLAGES = (
    *("Mustika Jaya", "Sumber Agung", "Totallang", "Tiban", "Kaliabang Tengah", "Keperluan Baru"),
    *("Juli", "Jumlahan", "Teluk Pucung", "Nagori Dolok", "Rataan Ilir", "Perk. Sei Mei"),
)
DISTRICTS = ("Bekasi Utara", "Sekupang", "Total Persada")
OUTCOMES = {"Terbit": ("Terbit", "Diterbitkan"), "Penolakan": ("Ditolak", "Penolakan")}
HEADINGS = {
    "Desa": ("Desa", "KELURAHAN", "Desa / Kelurahan", "Nama\nDesa", "Kelurahn"),
    "Bulan": ("Bulan", "Periode", "BULAN (bb/tttt)"),
    "Hasil": ("Hasil", "Status Permohonan"),
    "Jumlah": ("Jumlah", "Jml", "Total", "Jumlah (orang)"),
    "Kecamatan": ("Kecamatan", "Kec."),
}
TITLES = (
    ["REKAPITULASI PENERBITAN PASPOR"],
    [],
    ["Kantor Imigrasi Kelas I Non TPI Bekasi"],
    [None, "Kabupaten dan Kota"],
    ["Dicetak 3 September 2026"],
    ["Jumlah kantor", 1],
)
FOOT = (
    [],
    ["Sumber: catatan kantor"],
    ["Bekasi, 31 Desember 2025"],
    ["Kepala Kantor Imigrasi,"],
    [None, None, "Mengetahui,"],
    ["NIP 000"],
)


@dataclass
class Written:
    """A sheet and the figures it says: {(village, outcome, month): count}."""

    paper: Paper
    figures: dict
    totals: int = 0
    notes: list = field(default_factory=list)


def spelled_month(draw, year, number):
    name = MONTH_NAMES[number - 1]
    return draw(
        st.sampled_from(
            [
                f"{name} {year}",
                f"{name.upper()} {year}",
                f"{name[:3]}-{year % 100}",
                f"{name[:3]} {year}",
                f"{number:02}/{year}",
                f"{year}-{number:02}",
                f"{name}'{year % 100}",
                date(year, number, 1),
            ]
        )
    )


def spelled_count(draw, count, comma):
    """As some cell holds it; one sheet sets thousands apart by one mark only."""
    dotted = angka(count)
    spellings = [count, count, float(count), str(count), f" {count} ", f"{count} orang"]
    if comma:
        spellings += [f"{count:,}", f"{count:,}.00"]
    else:
        spellings += [dotted, f"{dotted},00", f"{dotted} paspor", dotted.replace(".", "\u00a0")]
    if count == 0:
        spellings += ["nihil", "NIHIL"]
    return draw(st.sampled_from(spellings))


@st.composite
def sheets(draw):
    """A Written: random figures in a random layout."""
    year = draw(st.integers(2019, 2026))
    first = draw(st.integers(1, 10))
    months = [(year, first + at) for at in range(draw(st.integers(1, 3)))]
    villages = draw(st.lists(st.sampled_from(VILLAGES), min_size=1, max_size=7, unique=True))
    outcomes = draw(st.sampled_from([["Terbit"], ["Terbit", "Penolakan"]]))
    count = st.one_of(st.integers(0, 60), st.integers(1000, 9_999_999))
    figures = {
        (village, outcome, f"{y}-{m:02}"): draw(count)
        for village in villages
        for outcome in outcomes
        for y, m in months
    }
    draft = Draft(draw, figures, villages, outcomes, months)
    way = draw(st.sampled_from([draft.wide, draft.wide_joined, draft.long, draft.across]))
    if len(months) == 1:
        way = draw(st.sampled_from([way, draft.one_month]))
    return way()


class Draft:
    """One sheet in the making. `draw` chooses everything a person might."""

    def __init__(self, draw, figures, villages, outcomes, months):
        self.draw, self.figures = draw, figures
        self.villages, self.outcomes, self.months = villages, outcomes, months
        self.comma = draw(st.booleans())
        self.numbered, self.remark = draw(st.booleans()), draw(st.booleans())
        self.grouping = draw(st.sampled_from(["none", "column", "captions", "merged"]))
        self.totals = 0

    def chance(self, often=3):
        return self.draw(st.integers(0, often - 1)) == 0

    def heading(self, name):
        return self.draw(st.sampled_from(HEADINGS[name]))

    def outcome(self, name):
        return self.draw(st.sampled_from(OUTCOMES[name]))

    # Layouts: label columns, and for each column of figures its headings and its keys

    def wide(self):
        """Months over outcomes, two header rows, with a sum in each row perhaps."""
        columns = [
            ([spelled_month(self.draw, y, m), self.outcome(outcome)], [(outcome, f"{y}-{m:02}")])
            for y, m in self.months
            for outcome in self.outcomes
        ]
        return self.by_village(columns, two_rows=True)

    def wide_joined(self):
        """ "Terbit Agustus 2025" in one cell."""
        columns = []
        for y, m in self.months:
            for outcome in self.outcomes:
                month = f"{MONTH_NAMES[m - 1]} {y}"
                words = [self.outcome(outcome), month]
                words = words[:: self.draw(st.sampled_from([1, -1]))]
                columns.append(([" ".join(words)], [(outcome, f"{y}-{m:02}")]))
        return self.by_village(columns)

    def one_month(self):
        """One sheet a month: its name or its title says which."""
        [(y, m)] = self.months
        columns = [([self.outcome(each)], [(each, f"{y}-{m:02}")]) for each in self.outcomes]
        name = MONTH_NAMES[m - 1]
        if self.chance(2):
            return self.by_village(columns, name=f"{name[:3].upper()} {y}")
        return self.by_village(columns, title=[f"Periode: {name} {y}"])

    def by_village(self, columns, *, two_rows=False, name="Rekap", title=None):
        if len(columns) > 1 and self.chance(2):
            every = [key for _, keys in columns for key in keys]
            columns = [*columns, (["Jumlah"], every)]
        districts = self.districts()
        rows = []
        for village, district in districts:
            row = {"Desa": village, "Kecamatan": district}
            row["figures"] = [
                sum(self.figures[village, *key] for key in keys) for _, keys in columns
            ]
            rows.append(row)
        labels = ["Desa"] + (["Kecamatan"] if self.grouping in {"column", "merged"} else [])
        return self.paper(labels, columns, rows, two_rows=two_rows, name=name, title=title)

    def districts(self):
        """Villages in groups, each group together."""
        given = [
            (village, DISTRICTS[self.draw(st.integers(0, 2))] if self.grouping != "none" else "")
            for village in self.villages
        ]
        return sorted(given, key=lambda pair: pair[1])

    def long(self):
        """A figure a row."""
        rows = [
            {
                "Desa": village,
                "Hasil": self.outcome(outcome),
                "Bulan": spelled_month(self.draw, *map(int, month.split("-"))),
                "figures": [count],
            }
            for (village, outcome, month), count in self.figures.items()
        ]
        self.grouping = "none"
        return self.paper(["Desa", "Hasil", "Bulan"], [([self.heading("Jumlah")], [])], rows)

    def across(self):
        """Months down, outcomes across."""
        rows = [
            {
                "Desa": village,
                "Bulan": spelled_month(self.draw, y, m),
                "figures": [self.figures[village, each, f"{y}-{m:02}"] for each in self.outcomes],
            }
            for village in self.villages
            for y, m in self.months
        ]
        columns = [([self.outcome(each)], []) for each in self.outcomes]
        if len(columns) > 1 and self.chance(2):
            columns.append((["Jumlah"], []))
            for row in rows:
                row["figures"].append(sum(row["figures"]))
        self.grouping = "none"
        return self.paper(["Desa", "Bulan"], columns, rows)

    # The paper

    def paper(self, labels, columns, rows, *, two_rows=False, name="Rekap", title=None):
        order = list(labels)
        if self.numbered:
            order.insert(0, "No")
        order += ["*"] * len(columns)
        if self.remark:
            order.append("Keterangan")
        if not two_rows and self.grouping == "none" and self.chance(2):
            order = self.draw(st.permutations(order))
        self.order, self.columns = order, columns
        lines = self.title_lines(title)
        header = self.header(len(lines) + 1, two_rows=two_rows)
        lines += [cells for cells, _ in header]
        merged = [span for _, spans in header for span in spans]
        if len(order) > 2 and self.chance():
            lines.append([f"({at + 1})" for at in range(len(order))])
        self.body(lines, merged, rows, [cells for cells, _ in header])
        if self.totals or self.chance(2):
            lines += self.draw(st.lists(st.sampled_from(FOOT), max_size=4))
        merges = merged if self.with_merges else [each for each in merged if each[1] > each[0]]
        paper = Paper(lines, name=name, merged=tuple(merges))
        return Written(paper, self.figures, self.totals)

    def title_lines(self, title):
        lines = [list(each) for each in self.draw(st.lists(st.sampled_from(TITLES), max_size=4))]
        if title:
            lines.insert(self.draw(st.integers(0, len(lines))), title)
        return [*lines, []] if lines else []

    def header(self, number, *, two_rows):
        """[(cells, merged ranges), …]: one row, or two with the upper cells merged."""
        self.with_merges = self.chance(2)
        shown = {name: self.heading(name) for name in self.order if name in HEADINGS}
        shown |= {"No": "No.", "Keterangan": "Keterangan"}
        above, below, spans, at = [], [], [], 0
        for index, place in enumerate(self.order):
            if place != "*":
                above.append(shown[place])
                below.append(None)
                continue
            texts = self.columns[at][0]
            repeated = at and len(texts) > 1 and texts[0] == self.columns[at - 1][0][0]
            above.append(None if repeated else texts[0])
            if repeated:
                spans[-1] = (number, number, spans[-1][2], index)
            else:
                spans.append((number, number, index, index))
            below.append(texts[1] if len(texts) > 1 else None)
            at += 1
        wide = [span for span in spans if span[3] > span[2]]
        return [(above, wide), (below, [])] if two_rows else [(above, [])]

    def body(self, lines, merged, rows, header):
        subtotals = self.grouping != "none" and self.chance(2)
        since, group, start = [], None, 0
        for at, row in enumerate(rows):
            if row.get("Kecamatan", "") != group:
                self.subtotal(lines, since, subtotals)
                since, group = [], row.get("Kecamatan", "")
                if self.grouping == "captions":
                    lines.append([f"Kecamatan {group}"])
                start = len(lines) + 1
            self.interrupt(lines, header, between=self.grouping != "merged")
            since.append(row["figures"])
            lines.append(self.line(row, at + 1, first=len(lines) + 1 == start))
            if self.grouping == "merged" and len(lines) > start:
                index = self.order.index("Kecamatan")
                merged[:] = [each for each in merged if each[0] != start or each[2] != index]
                merged.append((start, len(lines), index, index))
        self.subtotal(lines, since, subtotals)
        if self.chance(2):
            total = [sum(row["figures"][at] for row in rows) for at in range(len(self.columns))]
            words = ["TOTAL", "Jumlah", "GRAND TOTAL", "Jumlah Keseluruhan"]
            lines.append(self.total(self.draw(st.sampled_from(words)), total))

    def interrupt(self, lines, header, *, between):
        """What stands among rows of data without being one."""
        if between and self.chance(12):
            lines.append(["-----"] * len(self.order))
        if between and self.chance(12):
            lines.extend([[], *map(list, header)])
        elif between and self.chance(8):
            lines.append([])

    def line(self, row, number, *, first):
        cells, figures = [], iter(row["figures"])
        for place in self.order:
            if place == "*":
                cells.append(spelled_count(self.draw, next(figures), self.comma))
            elif place == "No":
                cells.append(number)
            elif place == "Kecamatan" and self.grouping == "merged" and not first:
                cells.append(None)
            else:
                cells.append(row.get(place))
        return cells

    def subtotal(self, lines, since, wanted):
        if since and wanted:
            sums = [sum(column) for column in zip(*since, strict=True)]
            words = ["Subtotal", "SUB TOTAL", "Sub Jumlah"]
            lines.append(self.total(self.draw(st.sampled_from(words)), sums))

    def total(self, label, sums):
        cells, figures = [None] * len(self.order), iter(sums)
        for index, place in enumerate(self.order):
            if place == "*":
                cells[index] = spelled_count(self.draw, next(figures), self.comma)
        free = [at for at, place in enumerate(self.order) if place not in {"*", "Keterangan"}]
        cells[self.draw(st.sampled_from(free))] = label
        self.totals += len(self.columns)
        return cells
