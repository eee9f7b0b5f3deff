"""The sheet of officers: one row an officer, or an officer and a village he serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from dbi_portal.lib.days import short_date
from dbi_portal.lib.tabular import Table, words
from dbi_portal.lib.text import squash
from officers.imports.offices import OfficeBook
from officers.imports.resource import (
    Draft,
    Overtaken,
    Read,
    SheetResource,
    Shown,
    State,
    column,
)
from officers.models import ImportLine, ImportRun, Office, Officer, User
from villages.imports import papers, vocabulary
from villages.imports.answers import remember_names
from villages.imports.differing import other_day
from villages.imports.people import Entered, OfficerBook, bare
from villages.imports.places import region_code
from villages.imports.served import ServedVillages
from villages.imports.service import Service, before
from villages.imports.service_writing import ServiceWriting
from villages.imports.showing import at, cells, existing, held
from villages.imports.undoing import Undoing

FACTS = ("number", "position", "phone", "email", "joined_on", "left_on")
PAPER = ("decree_number", "decree_on", "starts_on", "ends_on", "note")


@dataclass
class Stated:
    """What one row states. A row that gives only a village goes on with the officer above it."""

    office: Office | None = None
    name: str = ""
    number: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    code: str = ""
    village: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    regency: str = ""
    decree_number: str = ""
    decree_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""
    service: Service | None = None
    first: Stated | None = None  # the row above, of the same person
    borrowed: bool = False  # whether the beginning was taken from there
    above: str = ""  # the officer of the rows above, where this row goes on with him


class OfficerResource(SheetResource):
    """Every row is tried out against the register and taken back, so that its rules speak."""

    stated_class = Stated
    chunk = 50  # rows between two words about how far it is
    repeated = "petugas dan desa yang sama"

    office = column("office", "Kantor", None)
    name = column("name", "Nama", words.line(150))
    number = column("number", "NIP", vocabulary.employee_number)
    position = column("position", "Jabatan", words.line(120))
    phone = column("phone", "Telepon", vocabulary.phone)
    email = column("email", "Surel", vocabulary.email)
    joined_on = column("joined_on", "Menjadi PIMPASA sejak", words.day)
    left_on = column("left_on", "Berhenti", words.day)
    code = column("code", "Kode desa", region_code)
    village = column("village", "Desa", vocabulary.places)
    district = column("district", "Kecamatan", vocabulary.places)
    regency = column("regency", "Kabupaten/Kota", words.text)
    decree_number = column("decree_number", "Nomor surat tugas", words.line(150))
    decree_on = column("decree_on", "Tanggal surat tugas", words.day)
    starts_on = column("starts_on", "Mulai", words.day)
    ends_on = column("ends_on", "Sampai", words.day)
    note = column("note", "Keterangan", words.line(200))

    class Meta:
        model = Officer
        import_id_fields = ()
        fields = (
            "office", "name", "number", "position", "phone", "email", "joined_on", "left_on",
            "code", "village", "district", "regency", "decree_number", "decree_on", "starts_on",
            "ends_on", "note",
        )  # fmt: skip

    def __init__(self, **given):
        super().__init__(**given)
        self.offices = OfficeBook(user=self.user, within=self.within, on=self.on)
        self.served = ServedVillages(self.offices.offices, self.chosen, on=self.on)
        self.people = OfficerBook(self.chosen)
        self.fields["office"].widget = Read(self.offices.read)
        self.above: Stated | None = None
        self.said: dict[tuple, dict[str, object]] = {}

    def lacking(self, table: Table) -> Iterable[str]:
        self.above = None
        if not any(heading.column == "Nama" for heading in table.columns):
            yield "Kolom Nama belum ada. Beri judul “Nama” di atas kolom nama petugas."

    # Reading

    def foresee(self, rows: Sequence[Stated]) -> None:
        for stated in rows:
            self._continue(stated)
        self.served.foresee(rows)

    def _continue(self, stated: Stated) -> None:
        """An officer of several villages is often written once, above the rows of the others."""
        if stated.name or not (stated.village or stated.code) or self.above is None:
            if self.above and _same_person(stated, self.above):
                stated.first = self.above.first or self.above  # a name merged over its rows
            self.above = stated if stated.name else self.above
            return
        if any(
            getattr(stated, name) not in (None, "", getattr(self.above, name)) for name in FACTS
        ):
            return  # somebody of his own, whose name is missing
        stated.name = stated.above = self.above.name
        stated.number = self.above.number
        stated.office = self.above.office
        for name in PAPER[:4]:
            if not getattr(stated, name):
                setattr(stated, name, getattr(self.above, name))

    def settle(self, stated: Stated) -> None:
        if stated.office is None:
            return  # said at its cell
        if not stated.name:
            raise ValidationError({"name": "harus diisi dengan nama petugas."})
        person = self.people.meant(stated.name, stated.number, stated.office)
        service = Service(stated.office.pk, stated.name, pk=person.pk)
        service.same_number = bool(stated.number and person.pk and self._by_number(stated, person))
        for name in (*FACTS, *PAPER):
            setattr(service, name, getattr(stated, name))
        service.position_on = self.on if service.position and person.pk else None
        with at("code" if stated.code else "village"):
            service.villages = self.served.of(stated)
        self._borrow(stated, service)
        self._refuse_contradiction(service)
        self._refuse_dates(service)
        stated.service = service

    @staticmethod
    def _borrow(stated: Stated, service: Service) -> None:
        """A new posting without any day began as the one in the first row of the same person."""
        if stated.first is None or not service.villages or service.begins or service.decree_number:
            return
        if not service.pk or "villages" in before(service):
            for name in PAPER[:4]:
                setattr(service, name, getattr(service, name) or getattr(stated.first, name))
            stated.borrowed = bool(service.begins)

    @staticmethod
    def _by_number(stated: Stated, person) -> bool:
        return Officer.objects.filter(pk=person.pk, employee_number=stated.number).exists()

    def _refuse_contradiction(self, service: Service) -> None:
        """Several rows of one officer agree about him."""
        key = (service.office, service.number or squash(bare(service.name)))
        known = self.said.setdefault(key, {})
        for name in FACTS:
            value = getattr(service, name)
            if value and known.setdefault(name, value) != value:
                was = short_date(known[name]) if isinstance(known[name], date) else known[name]
                raise ValidationError(
                    {name: f"tidak sama dengan baris lain untuk orang yang sama (“{was}”)."}
                )

    def _refuse_dates(self, service: Service) -> None:
        office = self.offices.offices[service.office]
        if service.decree_number:
            decree = papers.known(service.decree_number, office, on=self.on)
            if decree and service.decree_on and decree.signed_on != service.decree_on:
                raise ValidationError({"decree_on": other_day(decree)})
            service.decree_on = service.decree_on or (decree and decree.signed_on)
            if service.decree_on is None:
                raise ValidationError({"decree_on": "harus diisi: surat ini belum tercatat."})
        if service.villages and not service.begins and not service.pk:
            raise ValidationError({"starts_on": NO_START})

    # Against the register

    def draft(self, stated: Stated) -> Draft:
        service = stated.service
        held = before(service) if service.pk else {}
        state = State.NEW if not service.pk else State.CHANGED if held else State.UNCHANGED
        if "villages" in held and not service.begins:
            raise ValidationError({"starts_on": NO_START})
        if state != State.UNCHANGED:
            self._try(service)
        person = service.number or squash(bare(service.name))
        spoken = tuple(sorted(each["pk"] for each in service.villages))
        return Draft(
            service.office,
            ("petugas", service.office, person, spoken, service.starts_on),
            service.as_json(),
            state=state,
            target=str(service.pk or ""),
            before=held,
            messages=tuple(_notes(stated, held)),
        )

    def _try(self, service: Service) -> None:
        """For real, and taken back: every rule of the register has its say."""
        with transaction.atomic():
            ServiceWriting(replace(service), by=self.user, at=self.at, source=self.source).write()
            transaction.set_rollback(True)

    # Writing

    def write(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        lines, entered = list(run.lines.to_write().order_by("position")), Entered()
        held(Officer, lines)
        services = [Service.from_json(line.values) for line in lines]
        for line, service in zip(lines, services, strict=True):
            if line.before != (before(service) if service.pk else {}):
                raise Overtaken()
        for number, (line, service) in enumerate(zip(lines, services, strict=True), start=1):
            writing = ServiceWriting(service, by=by, at=at, source=self.source, entered=entered)
            line.written = str(writing.write().pk)
            line.values["log"] = writing.log
            self.tell(number, len(lines))
        ImportLine.objects.bulk_update(lines, ["written", "values"], batch_size=500)
        return {"petugas": len({line.written for line in lines}), "baris": len(lines)}

    def undo(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        return {"baris": Undoing(run, by=by, at=at).undo()}

    def remember(self, run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime):
        remember_names(run, answers, by=by, at=at)

    # On the page

    def shown(self, lines: Sequence[ImportLine]) -> Iterator[Shown]:
        labels = {name: field.column_name for name, field in self.fields.items()}
        labels["villages"] = labels["village"]
        there = existing(Officer, lines)
        for line in lines:
            pk = line.written or line.target
            office = self.offices.offices.get(line.values.get("office"))
            villages = [each["name"] for each in line.values.get("villages", [])]
            yield Shown(
                what=line.values.get("name", ""),
                detail=", ".join(villages),
                cells=tuple(cells(line, labels, {})),
                office=str(office or ""),
                url=reverse("officers:detail", args=[pk]) if pk in there else "",
            )


NO_START = "harus diisi: sejak kapan ia membina desa ini. Tanggal surat tugas juga cukup."


def _same_person(stated: Stated, above: Stated) -> bool:
    same_office = stated.office == above.office and stated.name == above.name
    return bool(stated.name) and same_office and stated.number == above.number


def _notes(stated: Stated, held: Mapping) -> Iterator[str]:
    service = stated.service
    if stated.above:
        yield f"Nama tidak tertulis; baris ini dibaca sebagai lanjutan {stated.above} di atasnya."
    if stated.borrowed:
        yield "Mulai tidak tertulis; diambil dari baris pertama petugas ini."
    if held.get("position"):
        yield f"Jabatan baru dicatat sejak {short_date(service.position_on)}, hari impor ini."
    if service.villages and not service.starts_on and service.begins:
        yield f"Mulai tidak tertulis; dicatat {short_date(service.begins)}, tanggal suratnya."
