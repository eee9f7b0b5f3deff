"""An import of sessions is taken back: what it added goes, what it changed says what it said."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Model

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from officers.imports.resource import State, Touched
from officers.models import ImportLine, ImportRun, User
from outreach.actions.sessions import LOCKED, change_session
from outreach.actions.withdrawing import withdraw_session
from outreach.imports.stored import EMPTY, Shelf, Values, differences, fill, values_of
from outreach.imports.writing import MADE, held
from outreach.models import Consultation, Institution, Session, Speaker, Venue

MOST_NAMED = 5
Status = Session.Status


def undo(run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
    """Raises Touched, and changes nothing, when one of its sessions went on living."""
    lines = list(run.lines.exclude(written="").order_by("position"))
    stored = held([int(line.written) for line in lines])
    refuse_touched(lines, stored)
    new = [line for line in lines if line.state == State.NEW]
    changed = [line for line in lines if line.state == State.CHANGED]
    for line in new:
        withdraw_session(session=stored[int(line.written)], by=by)
    before = {line.pk: values_of(stored[int(line.written)]) | line.before for line in changed}
    shelf = Shelf(list(before.values()))
    for line in changed:
        _put_back(stored[int(line.written)], before[line.pk], shelf, by, at)
    _forget_names(lines)
    return {"removed": len(new), "restored": len(changed)}


def refuse_touched(lines: Collection[ImportLine], stored: dict[int, Session]) -> None:
    said = [
        f"Baris {angka(line.row)}: {reason}"
        for line in lines
        for reason in [_touched(line, stored.get(int(line.written)))]
        if reason
    ]
    if said:
        more = len(said) - MOST_NAMED
        rest = [f"Dan {angka(more)} kegiatan lain."] if more > 0 else []
        raise Touched([*said[:MOST_NAMED], *rest])


def _touched(line: ImportLine, session: Session | None) -> str:
    """Why this line cannot be taken back; empty when nothing happened since."""
    if session is None:
        return "kegiatannya sudah tidak ada."
    name = f"“{session.title}” ({long_date(session.held_on)})"
    if session.status in LOCKED or session.corrections.exists():
        return f"{name} sudah {session.get_status_display().lower()}."
    if line.state == State.NEW and session.status != line.values["status"]:
        return f"{name} sudah ditinjau atau dikirim."
    if differences(values_of(session), _wrote(line)):
        return f"{name} sudah diubah sejak impor ini."
    hung = next(_hanging(session), "") if line.state == State.NEW else ""
    return f"{name} sudah punya {hung}." if hung else ""


def _wrote(line: ImportLine) -> Values:
    known = {*EMPTY, "kind", "held_on"}
    return {name: value for name, value in line.values.items() if name in known}


def _hanging(session: Session) -> Iterator[str]:
    """What was added to it that no sheet adds."""
    for name, word in (
        ("photos", "foto"),
        ("attachments", "lampiran"),
        ("remarks", "catatan peninjau"),
        ("session_duties", "tugas PIMPASA"),
        ("session_tags", "penanda program"),
    ):
        if getattr(session, name).exists():
            yield word
    if session.regions_reached.exclude(rt_count=None, rw_count=None, units="").exists():
        yield "jumlah RT/RW"
    agreed = session.follow_ups.all()
    if any(row.done_on or row.note or row.region_id for row in agreed):
        yield "tindak lanjut yang sudah ditandai"


def _put_back(session: Session, values: Values, shelf: Shelf, by: User, at: datetime) -> None:
    parts = shelf.parts_of(values, session)
    change_session(session=fill(session, values), parts=parts, by=by, at=at)


def _forget_names(lines: Collection[ImportLine]) -> None:
    """Institutions and places that came with the import and that nothing uses."""
    made = [line.values.get(MADE, {}) for line in lines]
    institutions = {pk for each in made for pk in each.get("institutions", ())}
    venues = {pk for each in made for pk in each.get("venues", ())}
    used = _used(Speaker, "institution", institutions)
    used |= _used(Consultation, "referred_to", institutions)
    Institution.objects.filter(pk__in=institutions - used, aliases=None).delete()
    met = _used(Session, "venue", venues)
    Venue.objects.filter(pk__in=venues - met, spellings=None).delete()


def _used(model: type[Model], column: str, keys: set[int]) -> set[int]:
    rows = model._base_manager.filter(**{f"{column}__in": keys})
    return set(rows.values_list(column, flat=True))
