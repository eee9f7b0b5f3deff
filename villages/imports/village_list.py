"""The sheet of Desa Binaan: one row a village, with where it stands in its life and the papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from dbi_portal.lib.days import short_date
from dbi_portal.lib.tabular import words
from officers.imports.findings import Choice
from officers.imports.offices import OfficeBook
from officers.imports.resource import (
    Draft,
    Overtaken,
    Read,
    SheetResource,
    Shown,
    State,
    Unsettled,
    column,
)
from officers.models import ImportLine, ImportRun, Office, User
from officers.roles import OfficeKind
from villages.imports import papers, vocabulary
from villages.imports.answers import remember_names
from villages.imports.differing import Plan, other_day, plan
from villages.imports.people import Entered, OfficerBook
from villages.imports.places import AreaBook, VillageBook, region_code
from villages.imports.reasons import ReasonBook
from villages.imports.showing import at, cells, existing, held
from villages.imports.undoing import Undoing
from villages.imports.wishes import BY_LETTER, DAY_OF, DAYS, Wish
from villages.imports.writing import Writing
from villages.matching import inside
from villages.models import GuidedVillage, Region, SelectionReason
from villages.models.village import Stage

YES = "ya"
TEXTS = ("decree_number", "place", "end_reason", "note")


@dataclass
class Stated:
    """What one row states, column by column; `region` is settled from several."""

    office: Office | None = None
    code: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    stage: str = ""
    status_on: date | None = None
    candidate_on: date | None = None
    proposed_on: date | None = None
    decree_number: str = ""
    decree_on: date | None = None
    inaugurated_on: date | None = None
    place: str = ""
    active_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    reasons: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    posted_on: date | None = None
    note: str = ""
    region: Region | None = None
    wish: Wish | None = None


class VillageResource(SheetResource):
    """Every row is tried out against the register and taken back, so that its rules speak."""

    stated_class = Stated
    chunk = 50  # rows between two words about how far it is
    repeated = "desa yang sama"

    office = column("office", "Kantor", None)
    code = column("code", "Kode desa", region_code)
    village = column("village", "Desa", words.text)
    district = column("district", "Kecamatan", words.text)
    regency = column("regency", "Kabupaten/Kota", words.text)
    stage = column("stage", "Status", vocabulary.STAGES)
    status_on = column("status_on", "Tanggal status", words.day)
    candidate_on = column("candidate_on", "Menjadi calon", words.day)
    proposed_on = column("proposed_on", "Tanggal usul", words.day)
    decree_number = column("decree_number", "Nomor SK", words.line(150))
    decree_on = column("decree_on", "Tanggal SK", words.day)
    inaugurated_on = column("inaugurated_on", "Tanggal pengukuhan", words.day)
    place = column("place", "Tempat pengukuhan", words.line(200))
    active_on = column("active_on", "Mulai aktif", words.day)
    ended_on = column("ended_on", "Berakhir", words.day)
    end_reason = column("end_reason", "Alasan berakhir", words.line(300))
    reasons = column("reasons", "Alasan terpilih", vocabulary.several)
    officers = column("officers", "PIMPASA", vocabulary.names)
    posted_on = column("posted_on", "Petugas sejak", words.day)
    note = column("note", "Keterangan", words.line(2_000))

    class Meta:
        model = GuidedVillage
        import_id_fields = ()
        fields = (
            "office", "code", "village", "district", "regency", "stage", "status_on",
            "candidate_on", "proposed_on", "decree_number", "decree_on", "inaugurated_on",
            "place", "active_on", "ended_on", "end_reason", "reasons", "officers", "posted_on",
            "note",
        )  # fmt: skip

    def __init__(self, **given):
        super().__init__(**given)
        self.offices = OfficeBook(user=self.user, within=self.within, on=self.on)
        self.areas = AreaBook(self.offices.offices, on=self.on)
        self.villages = VillageBook(self.chosen)
        self.people = OfficerBook(self.chosen)
        self.reason_book = ReasonBook(self.user, self.chosen)
        self.fields["office"].widget = Read(self.offices.read)

    # Reading

    def foresee(self, rows: Sequence[Stated]) -> None:
        self.villages.foresee(map(self._place, rows), (each.code for each in rows if each.code))

    def _place(self, stated: Stated):
        return self.areas.place(stated.office, stated.village, stated.district, stated.regency)

    def settle(self, stated: Stated) -> None:
        if stated.office is None:
            return  # said at its cell
        _refuse_office(stated.office)
        with at("code" if stated.code else "village"):
            region = self.villages.settle(stated.code, self._place(stated), on=self.on)
            if region is None:
                raise ValidationError("harus diisi dengan nama desa atau kelurahan.")
            self._ask_outside(stated.office, region)
        stated.region = region
        stated.wish = self._wish(stated)

    def _ask_outside(self, office: Office, region: Region) -> None:
        """A village outside the work area is not refused, but asked for, as on the page."""
        areas = self.areas.areas.get(office.pk, ())
        key = f"luar|{region.code}|{office.pk}"
        if not areas or inside(region.code, areas) or self.chosen.get(key) == YES:
            return
        if GuidedVillage.objects.filter(region=region, office=office).exists():
            return
        said = f"{region.full_name} di luar wilayah kerja {office}. Memang dibina kantor ini?"
        raise Unsettled(
            said, asked=key, candidates=[Choice(YES, f"Ya, {region.name} dibina {office}")]
        )

    def _wish(self, stated: Stated) -> Wish:
        wish = Wish(stated.region.code, stated.office.pk, stage=stated.stage)
        for name in (*TEXTS, *DAYS):
            if value := getattr(stated, name, None):
                setattr(wish, name, value)
        with at("reasons"):
            wish.reasons = self.reason_book.find(stated.reasons)
        with at("officers"):
            found = [self.people.named(name, stated.office) for name in stated.officers]
            wish.officers = [each.as_json() for each in found if each]
        self._complete(wish, stated)
        return wish

    def _complete(self, wish: Wish, stated: Stated) -> None:
        """Days the row leaves to be understood; the sheet's "Tanggal" is its status's."""
        name = DAY_OF.get(wish.goal)
        if name and stated.status_on and wish.goal not in BY_LETTER:
            wish.status_day(name, stated.status_on)
        if wish.decree_number:
            decree = papers.known(wish.decree_number, stated.office, on=self.on)
            if decree and wish.decree_on not in (None, decree.signed_on):
                raise ValidationError({"decree_on": other_day(decree)})
            wish.derive("decree_on", decree and decree.signed_on)
        if wish.goal == Stage.ACTIVE:
            wish.derive("active_on", wish.inaugurated_on or wish.decree_on)
        wish.derive("candidate_on", wish.first_day or self.on)
        if wish.goal == Stage.TALKS:
            wish.derive("talks_on", self.on)

    # Against the register

    def draft(self, stated: Stated) -> Draft:
        """Tried out for real and taken back, so that every rule of the register has its say."""
        found = plan(stated.wish, user=self.user)
        if found.state != State.UNCHANGED:
            self._try(found)
        region = stated.region
        values = stated.wish.as_json() | {"name": region.name, "path": region.path}
        target = str(found.village.pk) if found.village else ""
        return Draft(
            stated.office.pk,
            ("desa", region.code),
            values,
            state=found.state,
            target=target,
            before=found.before,
            messages=tuple(_notes(found)),
        )

    def _try(self, found: Plan) -> None:
        with transaction.atomic():
            Writing(found, by=self.user, at=self.at, source=self.source).write()
            transaction.set_rollback(True)

    # Writing

    def write(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        lines, entered = list(run.lines.to_write().order_by("position")), Entered()
        held(GuidedVillage, lines)
        plans = [plan(Wish.from_json(line.values), user=self.user) for line in lines]
        for line, found in zip(lines, plans, strict=True):
            if (found.state, found.before) != (line.state, line.before):
                raise Overtaken()
        for number, (line, found) in enumerate(zip(lines, plans, strict=True), start=1):
            writing = Writing(found, by=by, at=at, source=self.source, entered=entered)
            line.written = str(writing.write().pk)
            line.values["log"] = writing.log
            self.tell(number, len(lines))
        ImportLine.objects.bulk_update(lines, ["written", "values"], batch_size=500)
        return {"desa": len(lines)}

    def undo(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        return {"desa": Undoing(run, by=by, at=at).undo()}

    def remember(self, run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime):
        remember_names(run, answers, by=by, at=at)

    # On the page

    def shown(self, lines: Sequence[ImportLine]) -> Iterator[Shown]:
        labels = {name: field.column_name for name, field in self.fields.items()}
        there = existing(GuidedVillage, lines)
        reasons = dict(SelectionReason.objects.values_list("pk", "name"))
        for line in lines:
            pk = line.written or line.target
            yield Shown(
                what=line.values.get("name", ""),
                detail=line.values.get("path", ""),
                cells=tuple(cells(line, labels, reasons)),
                office=self.office_name(line.values.get("office")),
                url=reverse("villages:detail", args=[pk]) if pk in there else "",
            )

    def office_name(self, pk: int | None) -> str:
        return str(self.offices.offices.get(pk, ""))


def _refuse_office(office: Office) -> None:
    if office.kind != OfficeKind.KANIM:
        raise ValidationError({"office": f"{office} bukan kantor imigrasi. Isi nama Kanim."})


def _notes(found: Plan) -> Iterator[str]:
    """Days the portal will keep though the sheet does not write them."""
    wish, stages = found.wish, [stage for stage, _ in found.steps]
    if found.village is None and "candidate_on" in wish.derived:
        yield f"Calon sejak {short_date(wish.candidate_on)}: hari pertama yang disebut baris ini."
    if Stage.TALKS in stages and "talks_on" in wish.derived:
        yield f"Tanggal penjajakan tidak tertulis; dicatat {short_date(wish.talks_on)}, hari impor."
    if Stage.ACTIVE in stages and "active_on" in wish.derived:
        yield f"Mulai aktif tidak tertulis; dicatat {short_date(wish.active_on)}."
    if Stage.PROPOSED in stages and not wish.proposed_on:
        yield "Tanggal usul tidak tertulis; dicatat pada tanggal SK."
