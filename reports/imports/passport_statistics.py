"""The sheet of passport statistics: its columns, and how a row becomes a figure of the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import starmap
from operator import attrgetter

from django.core.exceptions import ValidationError

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import Table, words
from dbi_portal.lib.text import squash
from officers.imports.findings import Choice, Findings
from officers.imports.offices import OfficeBook
from officers.imports.resource import Draft, LeftOut, Read, SheetResource, Shown, Unsettled, column
from officers.models import ImportLine, ImportRun, Office, User
from reports.actions import discrepancies, imported
from reports.actions.undoing import put_back
from reports.grain import DIMENSIONS
from reports.imports import concluding, lacking, showing, titles
from reports.imports.comparing import Register
from reports.imports.stated import Calendar, Stated, month_or_span
from reports.imports.vocabulary import BOOK_TYPES, OUTCOMES, PURPOSES, SERVICES, SEXES
from reports.models import PassportStatistic
from villages.imports.answers import forget_names, remember_names
from villages.imports.places import AreaBook, VillageBook, region_code
from villages.matching import Place
from villages.models import Region

MOST_REMEMBERED = 20_000  # places and grains; more than that start over
# In the order of the register's key, in which the village comes after the first two.
WORDS = (
    *("outcome", "purpose", "service_point", "service"),
    *("book_type", "destination", "sex", "reason"),
)
SAID = attrgetter(*WORDS)
WRITTEN = attrgetter("office.id", "village", "district", "regency")
EVERY = "semua"
BLANK_MEANS = (
    Choice(EVERY, "Semua keperluan", why="angka seluruhnya, tidak dirinci"),
    Choice(PassportStatistic.Purpose.MIGRANT_WORK.value, "PMI"),
)
COUNTED = tuple(Choice(value, label) for value, label in PassportStatistic.Outcome.choices)
UNSAID = ""  # a blank cell below Kantor


class PassportStatisticResource(SheetResource):
    """Figures of passports by office, period, outcome and whatever they are broken down by."""

    stated_class = Stated
    figure = "count"

    office = column("office", "Kantor", None)
    month = column("month", "Bulan", month_or_span)
    start = column("start", "Mulai", words.day)
    end = column("end", "Sampai", words.day)
    code = column("code", "Kode desa", region_code)
    village = column("village", "Desa", words.text)
    district = column("district", "Kecamatan", words.text)
    regency = column("regency", "Kabupaten/Kota", words.text)
    purpose = column("purpose", "Keperluan", PURPOSES)
    outcome = column("outcome", "Hasil", OUTCOMES)
    service = column("service", "Jenis layanan", SERVICES)
    book_type = column("book_type", "Jenis paspor", BOOK_TYPES)
    destination = column("destination", "Negara tujuan", words.line(60))
    sex = column("sex", "Jenis kelamin", SEXES)
    service_point = column("service_point", "Tempat layanan", words.line(80))
    reason = column("reason", "Alasan", words.line(150))
    count = column("count", "Jumlah", words.count)

    class Meta:
        model = PassportStatistic
        fields = (
            "office", "month", "start", "end", "code", "village", "district", "regency", "purpose",
            "outcome", "service", "book_type", "destination", "sex", "service_point", "reason",
            "count",
        )  # fmt: skip

    def __init__(self, **given):
        super().__init__(**given)
        self.offices = OfficeBook(user=self.user, within=self.within, on=self.on)
        self.fields["office"].widget = Read(self._office)
        self.names_offices = self.names_purposes = False  # whether this sheet's rows do
        self.sheet = self.of_what = ""
        self.calendar = Calendar(on=self.on)
        self.about: dict[str, str] = {}  # what the sheet's title says of purposes no column tells
        self.register = Register()
        self.areas = AreaBook(self.offices.offices, on=self.on)
        self.villages = VillageBook(self.chosen)
        self.regions: dict[tuple, Region] = {}  # a place as rows write it -> what it is
        self.details: dict[tuple, dict[str, str]] = {}  # what rows broken down alike share

    # The sheet

    def prepare(self) -> None:
        self.villages.prepare()

    def lacking(self, table: Table) -> Iterable[str]:
        self.about, self.sheet = lacking.about(table), table.sheet
        self.of_what = lacking.of_what(table)
        self.names_offices = lacking.written(table, "Kantor")
        self.names_purposes = lacking.written(table, "Keperluan")
        return [*lacking.sentences(table, self.offices), *self._others_sheet(table)]

    def _others_sheet(self, table: Table) -> Iterator[str]:
        """A sheet whose title names an office that is not one's own."""
        named = None if lacking.says(table, "Kantor") else titles.office(table)
        if named and named.pk not in self.offices.offices:
            yield (
                f"judul lembar menyebut “{named.short_name}”, yang tidak termasuk kantor impor "
                "ini. Pilih kantor yang benar, atau perbaiki judulnya."
            )

    def remarks(self, table: Table) -> Iterable[str]:
        return lacking.cautions(table)

    # A row

    def foresee(self, rows: Sequence[Stated]) -> None:
        """Look up every village these rows name that was not named before."""
        for row in rows:
            if row.office == UNSAID:
                row.office = None if self.names_offices else self.offices.only
        if len(self.regions) > MOST_REMEMBERED:
            self.regions.clear()
            self.villages = VillageBook(self.chosen)
        named = set(map(WRITTEN, (row for row in rows if row.village and row.office)))
        fresh = [written for written in named if written not in self.regions]
        codes = {row.code for row in rows} - {""}
        if fresh or codes:
            self.villages.foresee(starmap(self._place, fresh), codes)

    def settle(self, stated: Stated) -> None:
        """Every error of the row together; a dash for a figure leaves the line out."""
        if stated.count is words.NotApplicable:
            raise LeftOut("tertulis “-” (tidak berlaku), jadi dilewati.")
        errors = {}
        if stated.office is None:
            errors["office"] = [self._which_office()]
        try:
            stated.days = self.calendar.days(stated)
        except ValidationError as refused:
            errors |= refused.error_dict
        try:
            stated.outcome = stated.outcome or self._outcome()
        except ValidationError as refused:
            errors["outcome"] = [refused]
        try:
            if not stated.purpose and (self.about or self.names_purposes):
                stated.purpose = self._purpose()
        except ValidationError as refused:
            errors["purpose"] = [refused]
        try:
            stated.region = self._region(stated)
        except ValidationError as refused:
            errors["code" if stated.code else "village"] = [refused]
        if errors:
            raise ValidationError(errors)

    def _office(self, cell: Cell) -> Office | str:
        """The office a cell names; what a blank one means depends on the rows around it."""
        return self.offices.read(cell) if words.text(cell) else UNSAID

    def _which_office(self) -> str:
        if self.names_offices:
            return "kosong, padahal baris lain menyebut kantor. Isi kantornya di setiap baris."
        return "harus diisi, karena impor ini dapat memuat beberapa kantor."

    def _outcome(self) -> str:
        """Of figures of which nothing says what became of the applications: asked once a sheet."""
        if not self.of_what:
            raise ValidationError("harus diisi, misalnya Terbit.")
        asked = f"hasil|{squash(self.sheet)}|{squash(self.of_what)}"
        if asked not in self.chosen:
            raise Unsettled(
                f"kolom Hasil tidak ada. Apa yang dihitung kolom {self.of_what} dan sejenisnya?",
                asked=asked,
                candidates=COUNTED,
            )
        return self.chosen[asked]

    def _purpose(self) -> str:
        """Of figures without one, in a sheet whose title or other rows speak of purposes: asked
        once for all of them.
        """
        asked = f"keperluan|{squash(' '.join(self.about.values()) or self.sheet)}"
        answer = self.chosen.get(asked)
        if answer is None and self.about:
            named = " dan ".join(self.about.values())
            ways = [
                Choice(purpose, f"Ya, semuanya untuk {titles.label(purpose)}", why="judul lembar")
                for purpose in self.about
            ]
            raise Unsettled(
                f"judul lembar menyebut {named}, tetapi kolom Keperluan tidak ada. Apakah semua "
                "angka di lembar ini untuk itu?",
                asked=asked,
                candidates=[*ways, Choice(EVERY, "Bukan, untuk semua keperluan")],
            )
        if answer is None:
            raise Unsettled(
                "Keperluan kosong, padahal baris lain menyebutnya. Untuk keperluan apa angka di "
                "baris yang kosong?",
                asked=asked,
                candidates=BLANK_MEANS,
            )
        return "" if answer == EVERY else answer

    def _place(self, office: int, village: str, district: str, regency: str) -> Place | None:
        return self.areas.place(self.offices.offices[office], village, district, regency)

    def _region(self, stated: Stated) -> Region | None:
        """The village the row names, None when it speaks of the whole office."""
        if stated.code:
            on = stated.days.start if stated.days else self.on
            place = self._place(*WRITTEN(stated)) if stated.office else None
            return self.villages.by_code(stated.code, place, on=on)
        if not stated.village:
            if stated.district or stated.regency:
                raise ValidationError(
                    "harus diisi: baris ini menyebut kecamatan atau kabupaten/kota tanpa desa."
                )
            return None
        if stated.office is None:  # said at its own column; without it nothing is looked up
            return None
        written = WRITTEN(stated)
        region = self.regions.get(written)
        if region is None:
            region = self.regions[written] = self.villages.by_name(self._place(*written))
        return region

    def draft(self, stated: Stated) -> Draft:
        """The figure as the register would hold it; `values` bear the names of its columns."""
        region, days, office = stated.region, stated.days, stated.office.id
        said = SAID(stated)
        home = region.code if region else None
        detailed = self.details.get((said, days.kind, home is None))
        if detailed is None:
            detailed = self._detailed(said, days.kind, home)
        values = {
            "office_id": office,
            "period_start": days.first,
            "period_end": days.last,
            "count": stated.count,
            **detailed,
        }
        if home:
            values["home_region_id"] = home
            if stated.village and stated.village != region.name:
                values["said"] = stated.village
        key = (office, days.first, days.last, *said[:2], home, *said[2:])
        return Draft(office=office, key=key, values=values)

    def _detailed(self, said: tuple, kind: str, home: str | None) -> dict[str, str]:
        """What figures broken down alike have in common; worked out once."""
        if len(self.details) > MOST_REMEMBERED:
            self.details.clear()
        values = {name: word for name, word in zip(WORDS, said, strict=True) if word}
        filled = {*values, "home_region"} if home else values.keys()
        tokens = [token for token, (name, _) in sorted(DIMENSIONS.items()) if name in filled]
        values["grain"] = f"{kind}:{','.join(tokens)}"
        self.details[said, kind, home is None] = values
        return values

    # The register

    def compare(self, drafts: Sequence[Draft]) -> None:
        self.register.compare(drafts)

    def conclude(self, run: ImportRun, findings: Findings) -> Findings:
        return concluding.conclude(run, findings, on=self.on)

    def write(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        discrepancies.keep(run)
        return imported.write_figures(run=run, by=by, at=at, example=self.example)

    def undo(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        counts = put_back(run=run, by=by, at=at)
        forget_names(run, by=by)
        return counts

    def remember(self, run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime):
        """Names somebody settled are known from the next sheet of this office on."""
        remember_names(run, answers, by=by, at=at)

    def shown(self, lines: Sequence[ImportLine]) -> Iterator[Shown]:
        return showing.shown(lines)
