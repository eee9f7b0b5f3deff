"""The sheet of passport statistics: which columns it has, and how each of them is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets
from tablib import Dataset

from dbi_portal.lib.months import Month
from officers.models import Office, User
from reports.old_imports import words
from reports.old_imports.offices import OfficeBook
from reports.old_imports.places import VillageBook, region_code
from reports.old_imports.vocabulary import BOOK_TYPES, OUTCOMES, PURPOSES, SERVICES, SEXES
from reports.models import PassportStatistic
from reports.period import BackwardsPeriod, Period
from villages.matching import Place
from villages.models import Region


@dataclass
class Stated:
    """What one row states, column by column; `period` and `region` are settled from several."""

    office: Office | None = None
    month: Month | None = None
    start: date | None = None
    end: date | None = None
    code: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    purpose: str = ""
    outcome: str = ""
    service: str = ""
    book_type: str = ""
    destination: str = ""
    sex: str = ""
    service_point: str = ""
    reason: str = ""
    count: int | type[words.NotApplicable] = 0
    period: Period | None = None
    region: Region | None = None


class Read(widgets.Widget):
    """A column read by one of the functions in `words`."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def clean(self, value, row=None, **kwargs):
        words.refuse_formula(value)
        return self.reader(value)


def column(attribute: str, name: str, reader) -> fields.Field:
    return fields.Field(attribute, name, widget=Read(reader))


class PassportStatisticResource(resources.ModelResource):
    """Reads and checks rows; writing is left to `committing`, because no figure is overwritten.

    `user` and `within` (an office to stay in) bound the offices, `on` is today, `answers` says what
    a person chose for a village name that fits several. All go to the constructor, since keyword
    arguments of `import_data` do not reach every widget.
    """

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
        import_id_fields = ()
        skip_diff = True
        report_skipped = True
        store_instance = True
        use_bulk = True  # else the library opens a savepoint for every row

    def __init__(
        self,
        *,
        user: User,
        within: Office | None,
        on: date,
        answers: Mapping[Place, str] | None = None,
    ):
        super().__init__()
        self.on, self.answers = on, answers or {}
        self.offices = OfficeBook(user=user, within=within, on=on)
        self.fields["office"].widget = Read(self.offices.read)

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the columns in the template's order."""
        return [cls.fields[name].column_name for name in cls._meta.fields]

    def check(self, dataset: Dataset):
        """The library's result: each row's `instance` is a Stated, its errors go by attribute."""
        return self.import_data(dataset, dry_run=True)

    def before_import(self, dataset: Dataset, **kwargs) -> None:
        """Look up every village of the sheet at once."""
        places, codes = set(), set()
        for cells in dataset.dict:
            stated = Stated()
            for name in ("office", "code", "village", "district", "regency"):
                try:
                    self.import_field(self.fields[name], stated, cells)
                except ValueError:  # said at its row
                    continue
            codes.add(stated.code)
            places.add(self.place(stated))
        self.villages = VillageBook(
            places=places - {None}, codes=codes - {""}, answers=self.answers
        )

    def init_instance(self, row=None) -> Stated:
        return Stated()

    def get_or_init_instance(self, instance_loader, row):
        return Stated(), True

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        """Left out on purpose: a dash for a figure, or a village someone chose to skip."""
        return instance.count is words.NotApplicable or self.villages.skips(self.place(instance))

    def validate_instance(
        self,
        instance,
        import_validation_errors=None,
        validate_unique=True,  # noqa: FBT002
    ) -> None:
        """Settle what takes several columns; every error of the row is raised together."""
        errors = dict(import_validation_errors or {})
        for settle in (self._settle_period, self._settle_outcome, self._settle_region):
            try:
                settle(instance, errors)
            except ValidationError as refused:
                errors |= refused.error_dict
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        if not kwargs.get("dry_run"):
            raise TypeError("Rows are checked here and written by reports.old_imports.committing.")

    def place(self, stated: Stated) -> Place | None:
        """The village as the row writes it, None when it names none."""
        if not stated.village:
            return None
        return Place(
            name=stated.village,
            district=stated.district,
            regency=stated.regency,
            within=self.offices.area(stated.office),
            office_id=stated.office.pk if stated.office else None,
        )

    def _settle_period(self, stated: Stated, errors: Mapping) -> None:
        """A month, or a first and a last day; when both are given they agree."""
        if errors.keys() & {"month", "start", "end"}:
            return
        if not (stated.month or stated.start or stated.end):
            raise ValidationError({"month": "harus diisi, misalnya 2025-08."})
        if (stated.start is None) != (stated.end is None):
            empty, filled = ("start", "Sampai") if stated.start is None else ("end", "Mulai")
            raise ValidationError({empty: f"harus diisi, karena {filled} diisi."})
        try:
            days = Period(stated.start, stated.end) if stated.start else Period.of(stated.month)
        except BackwardsPeriod as refused:
            raise ValidationError({"end": "tidak boleh sebelum Mulai."}) from refused
        if stated.month and days != Period.of(stated.month):
            raise ValidationError({"month": f"tidak sama dengan Mulai–Sampai ({days.label})."})
        if days.end.year > self.on.year + 1:
            raise ValidationError({"end": f"tahun {days.end.year} terlalu jauh. Periksa tahunnya."})
        if days.start > self.on:
            given = "start" if stated.start else "month"
            raise ValidationError({given: f"{days.label} belum tiba. Periksa tahunnya."})
        stated.period = days

    def _settle_outcome(self, stated: Stated, errors: Mapping) -> None:
        if not stated.outcome and "outcome" not in errors:
            raise ValidationError({"outcome": "harus diisi, misalnya Terbit."})

    def _settle_region(self, stated: Stated, errors: Mapping) -> None:
        place = self.place(stated)
        if errors.keys() & {"code", "office"}:
            return
        try:
            if stated.code:
                on = stated.period.start if stated.period else self.on
                stated.region = self.villages.by_code(stated.code, place, on)
            elif place:
                stated.region = self.villages.by_name(place)
            elif stated.district or stated.regency:
                raise ValidationError(
                    "harus diisi: baris ini menyebut kecamatan atau kabupaten/kota tanpa desa."
                )
        except ValidationError as refused:
            at = "code" if stated.code else "village"
            raise ValidationError({at: refused}) from refused
