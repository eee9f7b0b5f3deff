"""Builds the world, office by office."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.db import transaction

from dbi_portal.demo.world import places
from dbi_portal.demo.world.activities import write_activities
from dbi_portal.demo.world.figures import write_world_figures
from dbi_portal.demo.world.findings import write_findings
from dbi_portal.demo.world.offices import Seat, seats, write_office
from dbi_portal.demo.world.papers import (
    write_declaration,
    write_job,
    write_recipient,
    write_report,
    write_return,
)
from dbi_portal.demo.world.people import Person, people, username, write_person
from dbi_portal.demo.world.plans import write_plans
from dbi_portal.demo.world.registry import name_villages_below, write_registry
from dbi_portal.demo.world.steering import (
    write_indicator,
    write_mark,
    write_verdict,
    write_view,
)
from officers.models import Office, User
from officers.roles import Role
from outreach.models import Session

WRITTEN_LAST = (
    write_report,
    write_job,
    write_declaration,
    write_recipient,
    write_return,
    write_indicator,
    write_view,
    write_verdict,
    write_mark,
)


@transaction.atomic
def build(*, kanwil: int, offices: int, seed: int, at: datetime) -> dict:
    """Fill every model for every office; returns what `manage.py seed_world --json` prints.

    Needs the default words. Offices that a former run filled keep their rows.
    """
    places.write_places(kanwil=kanwil, offices=offices)
    plan = seats(kanwil=kanwil, offices=offices)
    built = {seat.code: write_office(seat) for seat in plan}
    by_code = {code: office for code, (office, _) in built.items()}
    persons = people(list(by_code.values()))
    accounts = [_write_account(person, by_code, seed) for person in persons]
    new = [(seat, by_code[seat.code]) for seat in plan if built[seat.code][1]]
    for seat, office in new:
        _fill(office, seat, seed=seed, at=at)
    for _, office in new:
        name_villages_below(office)
    for write in WRITTEN_LAST:
        for _, office in new:
            write(office, by=_admin(office), at=at)
    for person in persons:
        _leave_a_trace(person)
    return {"seed": seed, "offices": [_office_json(seat) for seat in plan], "users": accounts}


def _fill(office: Office, seat: Seat, *, seed: int, at: datetime) -> None:
    rng = Random(f"{seed} {office.code}")  # noqa: S311 -- the same every time is the point
    by = _admin(office)
    registry = write_registry(office, seat)
    write_activities(office, registry, by=by, rng=rng)
    write_findings(office, registry, by=by)
    write_plans(office, registry, by=by, at=at)
    write_world_figures(office, seat, by=by, at=at, rng=rng)


def _admin(office: Office) -> User:
    return User.objects.get(username=username(Role.ADMIN, office))


def _write_account(person: Person, offices: dict[str, Office], seed: int) -> dict:
    return {
        "username": person.username,
        "password": write_person(person, offices, seed=seed),
        "role": str(person.role),
        "office": person.office,
        "active": person.active,
        "note": person.note,
    }


def _leave_a_trace(person: Person) -> None:
    """What a moved person recorded at the former office stays there, under that name."""
    if person.former:
        moved = User.objects.get(username=person.username)
        Session.objects.filter(office__code=person.former).update(created_by=moved)


def _office_json(seat: Seat) -> dict:
    return {"code": seat.code, "kind": str(seat.kind), "parent": seat.parent}
