"""The list of sessions: which columns it has, how each is read, what its rows would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import make_dataclass
from datetime import datetime

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import Table, words
from officers.imports.offices import OfficeBook
from officers.imports.resource import Draft, Read, SheetResource, Shown, State, column
from officers.models import ImportLine, ImportRun, User
from outreach.actions.identity import identity_in
from outreach.actions.sessions import LOCKED
from outreach.defaults import GROUPS
from outreach.imports import showing, splitting, undoing, writing
from outreach.imports.layout import group_attribute, group_column
from outreach.imports.matching import PREFIX
from outreach.imports.settling import Settling
from outreach.imports.stated import Stated
from outreach.imports.stored import EMPTY, differences, together
from outreach.models import Session
from villages.imports.answers import forget_names, remember_names
from villages.imports.places import region_code

KIND = "sessions"
BY_GROUP = type(
    "ByGroup",
    (SheetResource,),
    {
        group_attribute(code): column(
            group_attribute(code), group_column(code), splitting.head_count
        )
        for code in GROUPS
    },
)
STATED = make_dataclass(
    "StatedByGroup",
    [(group_attribute(code), int | None, None) for code in GROUPS],
    bases=(Stated,),
)


def told(cell: Cell) -> str:
    """Free text in which no resident can be found."""
    text = splitting.prose(cell)
    if refused := identity_in(text):
        raise ValueError(refused)
    return text


def tasks(cell: Cell) -> tuple[str, ...]:
    told(cell)
    return splitting.items(cell)


class SessionResource(BY_GROUP):
    """Sessions as reported by the office. What is read is never approved by reading it: a session
    waits for the office's verifier as one that was typed in does.
    """

    stated_class = STATED
    repeated = "kegiatan yang sama"

    office = column("office", "Kantor", None)
    held_on = column("held_on", "Tanggal", words.day)
    weekday = column("weekday", "Hari", words.text)
    hours = column("hours", "Waktu", splitting.hours)
    kind = column("kind", "Jenis", words.line(200))
    title = column("title", "Judul", words.text)
    activity = column("activity", "Kegiatan", words.text)
    topics = column("topics", "Topik", splitting.enumerated)
    code = column("code", "Kode desa", region_code)
    villages = column("villages", "Desa", splitting.enumerated)
    districts = column("districts", "Kecamatan", splitting.enumerated)
    regency = column("regency", "Kabupaten/Kota", words.text)
    place = column("place", "Tempat", words.line(200))
    organiser = column("organiser", "Penyelenggara", words.line(200))
    opened_by = column("opened_by", "Dibuka oleh", words.line(200))
    speakers = column("speakers", "Narasumber", splitting.people)
    institutions = column("institutions", "Instansi", splitting.enumerated)
    participants = column("participants", "Jumlah peserta", splitting.head_count)
    men = column("men", "Laki-laki", splitting.head_count)
    women = column("women", "Perempuan", splitting.head_count)
    audience = column("audience", "Unsur peserta", splitting.counted)
    officers = column("officers", "Petugas", splitting.people)
    result = column("result", "Hasil", told)
    questions = column("questions", "Pertanyaan", told)
    tasks = column("tasks", "Tindak lanjut", tasks)
    owner = column("owner", "Penanggung jawab", words.line(150))
    due_on = column("due_on", "Batas waktu", words.day)

    class Meta:
        model = Session
        fields = (
            "office", "held_on", "weekday", "hours", "kind", "title", "activity", "topics", "code",
            "villages", "districts", "regency", "place", "organiser", "opened_by", "speakers",
            "institutions", "participants", "men", "women", "audience", "officers", "result",
            "questions", "tasks", "owner", "due_on", *map(group_attribute, GROUPS),
        )  # fmt: skip

    def __init__(self, **given):
        super().__init__(**given)
        self.offices = OfficeBook(user=self.user, within=self.within, on=self.on)
        self.fields["office"].widget = Read(self.offices.read)
        self.chosen |= answers_before(self.run)
        self.settling = Settling(
            user=self.user,
            offices=self.offices.offices,
            at=self.at,
            on=self.on,
            chosen=self.chosen,
        )

    def lacking(self, table: Table) -> Iterator[str]:
        if not self.offices.offices:
            yield "tidak ada kantor yang boleh Anda impor di sini."
        elif not self.offices.only and not any(each.column == "Kantor" for each in table.columns):
            yield (
                "kolom Kantor tidak ada, padahal impor ini dapat memuat beberapa kantor. Tambahkan "
                "kolom Kantor, atau pilih kantornya saat mengunggah."
            )

    def foresee(self, rows: Sequence[Stated]) -> None:
        self.settling.foresee(rows)

    def settle(self, stated: Stated) -> None:
        self.settling.settle(stated)

    def draft(self, stated: Stated) -> Draft:
        office = stated.office.pk
        values = stated.values | {"office": office}
        known = self.settling.register.by_pk.get(stated.target)
        if known:
            key = (KIND, office, known.pk)
        else:
            places = (tuple(values.get("villages", ())), tuple(values.get("regions", ())))
            key = (KIND, office, values["held_on"], splitting.squash(values["title"]), *places)
        target = str(known.pk) if known else ""
        return Draft(office, key, values, target=target, messages=stated.remarks)

    def compare(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            known = self.settling.register.by_pk.get(int(draft.target)) if draft.target else None
            status = draft.values.pop("status")
            if known is None:
                wanted = together(EMPTY, draft.values)
                draft.values = {**draft.values, **wanted, "status": str(status)}
                continue
            wanted = together(known.values, draft.values)
            draft.before = differences(known.values, wanted)
            draft.values = {name: wanted[name] for name in draft.before}
            draft.messages = ()
            self._state(draft, known)

    @staticmethod
    def _state(draft: Draft, known) -> None:
        if not draft.before:
            draft.state = State.UNCHANGED
        elif known.status in LOCKED:
            draft.state, draft.messages = State.LOCKED, (LOCKED[known.status],)
        else:
            draft.state = State.CHANGED

    def remarks(self, table: Table) -> Iterator[str]:
        yield (
            "Kegiatan baru dicatat sebagai laporan yang menunggu tinjauan verifikator; "
            "belum dihitung sebelum disetujui."
        )

    def write(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        return writing.write(run, by=by, at=at, tell=self.tell)

    def undo(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        counts = undoing.undo(run, by=by, at=at)
        forget_names(run, by=by)
        return counts

    def remember(
        self, run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime
    ) -> None:
        """Villages become the office's own spellings; other answers stay with the run, from which
        `answers_before` takes them.
        """
        remember_names(run, answers, by=by, at=at)

    def shown(self, lines: Sequence[ImportLine]) -> Iterator[Shown]:
        return showing.shown(lines)


def answers_before(run: ImportRun | None) -> dict[str, str]:
    """What was answered in sheets of this office that were written, the latest last.

    What was asked about one row or one session is no answer for another sheet.
    """
    if run is None:
        return {}
    earlier = ImportRun.objects.filter(kind=KIND, office=run.office_id, state="committed")
    found: dict[str, str] = {}
    for outcome in earlier.order_by("committed_at", "pk").values_list("outcome", flat=True):
        for question in outcome.get("questions", ()):
            asked, answer = question["asked"], question.get("answer", "")
            if answer and answer != "skip" and not asked.startswith((f"{PREFIX}|", "baris|")):
                found[asked] = answer
    return found
