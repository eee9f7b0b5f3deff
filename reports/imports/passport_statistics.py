"""The sheet of passport statistics: its columns, and how a row becomes a figure of the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.tabular import Table, words
from officers.imports.findings import Findings
from officers.imports.offices import OfficeBook
from officers.imports.resource import Draft, LeftOut, Read, SheetResource, Shown, column
from officers.models import ImportLine, ImportRun, User
from reports.actions import imported
from reports.actions.undoing import put_back
from reports.imports import comparing, concluding, lacking, showing
from reports.imports.stated import Calendar, Stated
from reports.imports.vocabulary import BOOK_TYPES, OUTCOMES, PURPOSES, SERVICES, SEXES
from reports.models import PassportStatistic
from villages.imports.places import AreaBook, VillageBook, region_code
from villages.models import Region

MOST_REMEMBERED = 20_000  # places and grains; more than that start over
# Token of the grain -> attribute, in the order in which a grain is written.
DIMENSIONS = (
    ("book", "book_type"), ("destination", "destination"), ("home", "region"),
    ("point", "service_point"), ("purpose", "purpose"), ("reason", "reason"),
    ("service", "service"), ("sex", "sex"),
)  # fmt: skip


class PassportStatisticResource(SheetResource):
    """Figures of passports by office, period, outcome and whatever they are broken down by."""

    stated_class = Stated
    figure = "count"

    office = column("office", "Kantor", None)
    month = column("month", "Bulan", words.month)
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
        self.fields["office"].widget = Read(self.offices.read)
        self.calendar = Calendar(on=self.on)
        self.areas = AreaBook(self.offices.offices, on=self.on)
        self.villages = VillageBook(self.chosen)
        self.regions: dict[tuple, Region] = {}  # a place as rows write it -> what it is

    # The sheet

    def lacking(self, table: Table) -> Iterable[str]:
        return lacking.sentences(table, self.offices)

    def remarks(self, table: Table) -> Iterable[str]:
        return lacking.cautions(table)

    # A row

    def foresee(self, rows: Sequence[Stated]) -> None:
        """Look up every village these rows name that was not named before."""
        if len(self.regions) > MOST_REMEMBERED:
            self.regions.clear()
            self.villages = VillageBook(self.chosen)
        fresh = {_written(row) for row in rows if row.village} - self.regions.keys()
        places = [self.areas.place(*written[:4]) for written in fresh]
        self.villages.foresee(places, {row.code for row in rows} - {""})

    def settle(self, stated: Stated) -> None:
        """Every error of the row together; a dash for a figure leaves the line out."""
        if stated.count is words.NotApplicable:
            raise LeftOut("tertulis “-” (tidak berlaku), jadi dilewati.")
        errors = {}
        try:
            stated.days = self.calendar.days(stated)
        except ValidationError as refused:
            errors |= refused.error_dict
        if not stated.outcome:
            errors["outcome"] = ["harus diisi, misalnya Terbit."]
        try:
            stated.region = self._region(stated)
        except ValidationError as refused:
            errors["code" if stated.code else "village"] = [refused]
        if errors:
            raise ValidationError(errors)

    def _region(self, stated: Stated) -> Region | None:
        """The village the row names, None when it speaks of the whole office."""
        if stated.code:
            on = stated.days.start if stated.days else self.on
            place = self.areas.place(*_written(stated)[:4])
            return self.villages.by_code(stated.code, place, on=on)
        if not stated.village:
            if stated.district or stated.regency:
                raise ValidationError(
                    "harus diisi: baris ini menyebut kecamatan atau kabupaten/kota tanpa desa."
                )
            return None
        if stated.office is None:  # said at its own column; without it nothing is looked up
            return None
        written = _written(stated)
        if written not in self.regions:
            self.regions[written] = self.villages.by_name(self.areas.place(*written[:4]))
        return self.regions[written]

    def draft(self, stated: Stated) -> Draft:
        """The figure as the register would hold it; `values` bear the names of its columns."""
        region, days, office = stated.region, stated.days, stated.office.pk
        home = region.code if region else None
        values = {
            "office_id": office,
            "period_start": days.first,
            "period_end": days.last,
            "outcome": stated.outcome,
            "count": stated.count,
            "grain": self._grain(stated),
        }
        if home:
            values["home_region_id"] = home
            if stated.village and stated.village != region.name:
                values["said"] = stated.village
        for name in comparing.WORDS:
            if word := getattr(stated, name):
                values[name] = word
        return Draft(office=office, key=comparing.key_of(values), values=values)

    @staticmethod
    def _grain(stated: Stated) -> str:
        filled = [token for token, name in DIMENSIONS if getattr(stated, name)]
        return f"{stated.days.kind}:{','.join(filled)}"

    # The register

    def compare(self, drafts: Sequence[Draft]) -> None:
        comparing.against_register(drafts)

    def conclude(self, run: ImportRun, findings: Findings) -> Findings:
        return concluding.conclude(run, findings, on=self.on)

    def write(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        return imported.write_figures(run=run, by=by, at=at)

    def undo(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        return put_back(run=run, by=by, at=at)

    def remember(self, run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime):
        """Names somebody settled are known from the next sheet of this office on."""

    def shown(self, lines: Sequence[ImportLine]) -> Iterator[Shown]:
        return showing.shown(lines)


def _written(stated: Stated) -> tuple:
    return stated.office, stated.village, stated.district, stated.regency
