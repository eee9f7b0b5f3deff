"""The lines of a run become sessions: reported, with the cells they came from as their source."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.text import squash
from officers.imports.resource import Overtaken, State
from officers.models import ImportLine, ImportRun, User
from outreach.actions.institutions import known_as
from outreach.actions.sessions import LOCKED, change_session, record_session
from outreach.imports.stored import Shelf, Values, differences, fill, values_of, with_parts
from outreach.models import Institution, Session, Venue

MADE = "made"  # in a line's values: institutions and places that exist since it was written


def write(
    run: ImportRun, *, by: User, at: datetime, tell: Callable[[int, int], None]
) -> dict[str, int]:
    """New sessions recorded and known ones changed; raises Overtaken when one moved on."""
    lines = list(run.lines.to_write().order_by("position"))
    new = [line for line in lines if line.state == State.NEW]
    changed = [line for line in lines if line.state == State.CHANGED]
    refuse_twins(new)
    stored = held([int(line.target) for line in changed])
    wanted = {line.pk: _wanted(line, stored) for line in changed}
    shelf = Shelf([*(line.values for line in new), *wanted.values()])
    for number, line in enumerate(new, start=1):
        _record(line, run, shelf, by, at)
        tell(number, len(lines))
    for number, line in enumerate(changed, start=len(new) + 1):
        tell(number, len(lines))
        _change(line, stored[int(line.target)], wanted[line.pk], shelf, by, at)
    ImportLine.objects.bulk_update(lines, ["written", "values"], batch_size=500)
    return {"new": len(new), "changed": len(changed)}


def held(keys: Collection[int]) -> dict[int, Session]:
    """These sessions with their rows held until the transaction ends, in the order of their ids."""
    list(Session.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
    return {session.pk: session for session in with_parts(Session.objects.filter(pk__in=keys))}


def refuse_twins(new: Collection[ImportLine]) -> None:
    """Somebody recorded one of them meanwhile."""
    days = {line.values["held_on"] for line in new}
    offices = {line.values["office"] for line in new}
    rows = Session.objects.current().filter(office__in=offices, held_on__in=days)
    there = {_identity(each.office_id, values_of(each)) for each in with_parts(rows)}
    if any(_identity(line.values["office"], line.values) in there for line in new):
        raise Overtaken


def _identity(office: int, values: Values) -> tuple:
    places = (tuple(values["villages"]), tuple(values["regions"]))
    return (office, values["held_on"], squash(values["title"]), *places)


def _wanted(line: ImportLine, stored: dict[int, Session]) -> Values:
    """All values after the change. The register must still say what it said at the check."""
    session = stored.get(int(line.target))
    if session is None or session.status in LOCKED:
        raise Overtaken
    now = values_of(session)
    if differences(now, line.before):
        raise Overtaken
    return now | line.values


def _record(line: ImportLine, run: ImportRun, shelf: Shelf, by: User, at: datetime) -> None:
    values, unlisted = line.values, _unlisted(line, line.values)
    session = fill(Session(), values)
    session.client_id = uuid.uuid5(line.key, f"{run.pk}")
    session.office_id, session.status = values["office"], values["status"]
    session.source = source(line, run)
    session = _told_at(
        line, lambda: record_session(session=session, parts=shelf.parts_of(values), by=by, at=at)
    )
    line.written = str(session.pk)
    line.values = values | {MADE: _listed(unlisted)}


def _change(
    line: ImportLine, session: Session, values: Values, shelf: Shelf, by: User, at: datetime
) -> None:
    unlisted, parts = _unlisted(line, values), shelf.parts_of(values, session)
    fill(session, values)
    _told_at(line, lambda: change_session(session=session, parts=parts, by=by, at=at))
    line.written = str(session.pk)
    line.values = line.values | {MADE: _listed(unlisted)}


def source(line: ImportLine, run: ImportRun) -> str:
    """ "rekap 2025.xlsx, lembar Kegiatan, baris 14": where the session was read."""
    sheet = f", lembar {line.sheet}" if line.sheet else ""
    return f"{run.filename[-180:]}{sheet}, baris {line.row}"


def _told_at(line: ImportLine, act):
    """A refusal of the action names the row."""
    try:
        return act()
    except ValidationError as refused:
        raise ValidationError(f"Baris {line.row}: {' '.join(refused.messages)}") from refused


def _unlisted(line: ImportLine, values: Values) -> dict[str, list[str]]:
    """Names in the line that nobody has listed yet: writing it makes rows of them."""
    names = [name for name, _, _ in values["speakers"] if known_as(name) is None]
    key, office = squash(values["place"]), line.values.get("office") or _office(line)
    new = [] if Venue.objects.filter(office=office, key=key).exists() else [key]
    return {"institutions": list(map(squash, names)), "venues": new, "office": office}


def _office(line: ImportLine) -> int:
    return Session.objects.values_list("office", flat=True).get(pk=line.target)


def _listed(unlisted: dict) -> dict[str, list[int]]:
    """The rows that were made of them."""
    named = Institution.objects.filter(key__in=unlisted["institutions"])
    met = Venue.objects.filter(office=unlisted["office"], key__in=unlisted["venues"])
    return {
        "institutions": list(named.values_list("pk", flat=True)),
        "venues": list(met.values_list("pk", flat=True)),
    }
