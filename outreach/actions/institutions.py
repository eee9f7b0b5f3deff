"""Institutions: one row each, however they are spelled; shared by all offices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from dbi_portal.lib import merging
from dbi_portal.lib.text import squash
from officers import audit
from officers.models import User
from outreach.actions.refusals import StillUsed
from outreach.figures.likeness import alike
from outreach.models import Consultation, Institution, InstitutionAlias, Session, Speaker

SPELLINGS = ("aliases",)
USED_BY = (Speaker.objects, "institution"), (Consultation.objects, "referred_to")


def institution_named(name: str, *, made_up: bool = False) -> Institution:
    """The institution of that name in whatever spelling ("B.P.3.M.I Banten"), created if new."""
    name = " ".join(name.split())
    known = known_as(name)
    if known:
        return known
    found, _ = Institution.objects.get_or_create(
        key=squash(name), defaults={"name": name, "made_up": made_up}
    )
    return found


def known_as(name: str) -> Institution | None:
    """The institution called so, by its name or by one it was called before."""
    key = squash(name)
    known = Institution.objects.filter(key=key).first()
    if known or not key:
        return known
    alias = InstitutionAlias.objects.filter(key=key).select_related("institution").first()
    return alias.institution if alias else None


def meant_by(name: str) -> Institution | None:
    """For a name nobody knows: the institution it is very like, to be asked about."""
    return None if known_as(name) else next(iter(alike(name)), None)


@transaction.atomic
def add_institution(*, institution: Institution, by: User | None) -> Institution:
    """A validated new row, before anybody spoke for it."""
    institution.save()
    audit.record("outreach.institution.added", by=by, target=institution, name=institution.name)
    return institution


@transaction.atomic
def change_institution(*, institution: Institution, changes: dict, by: User) -> Institution:
    """Save a new name; the old one stays a spelling of it. Raises StillUsed (see there)."""
    old = Institution.objects.select_for_update().get(pk=institution.pk)
    refuse_used_elsewhere([old], by=by)
    InstitutionAlias.objects.filter(key=squash(institution.name)).delete()
    institution.save()
    if old.key != institution.key:
        _spell(institution, [old.name])
    if changes:
        audit.record("outreach.institution.changed", by=by, target=institution, **changes)
    return institution


@transaction.atomic
def retire_institution(*, institution: Institution, on: date | None, by: User) -> Institution:
    """No longer suggested from that day; None takes it back. Raises StillUsed."""
    refuse_used_elsewhere([institution], by=by)
    was, institution.retired_on = institution.retired_on, on
    if was != on:
        institution.save(update_fields=["retired_on"])
        audit.record(
            "outreach.institution.retired", by=by, target=institution, retired_on=[was, on]
        )
    return institution


@transaction.atomic
def merge_institutions(*, stays: Institution, gone: Iterable[Institution], by: User) -> Institution:
    """Everything that hangs on `gone` hangs on `stays`; their names become spellings of it.

    Raises StillUsed when one of `gone` is named by an office whose rows `by` does not see.
    """
    wanted = [row.pk for row in gone if row.pk != stays.pk]
    rows = list(Institution.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    refuse_used_elsewhere(rows, by=by)
    _hold_sessions(rows)
    moved = merging.move(rows, stays, beside=SPELLINGS)
    InstitutionAlias.objects.filter(institution__in=rows).update(institution=stays)
    names = [row.name for row in rows]
    Institution.objects.filter(pk__in=wanted).delete()
    _spell(stays, names)
    audit.record(
        "outreach.institution.merged", by=by, target=stays, about=rows, merged=names, **moved
    )
    return stays


def _hold_sessions(rows: Iterable[Institution]) -> None:
    """Those at which they spoke, before their speakers: as whoever edits one of them does."""
    spoken = Speaker.objects.filter(institution__in=rows).values("session")
    held = Session.objects.select_for_update(of=["self"]).filter(pk__in=spoken).order_by("pk")
    list(held.values("pk"))


def refuse_used_elsewhere(rows: Iterable[Institution], *, by: User) -> None:
    """Raises StillUsed: institutions are everyone's, so only who sees every use may change one."""
    for row in rows:
        if used_elsewhere(row, by=by):
            raise StillUsed(
                f"“{row}” dipakai juga oleh kantor di luar kewenangan Anda. "
                "Minta Kanwil yang membawahi kantor itu, atau pusat, untuk melakukannya."
            )


def used_elsewhere(institution: Institution, *, by: User) -> bool:
    if by.sees_all_offices:
        return False
    return any(
        rows.filter(**{column: institution}).exclude(office__in=by.visible_office_ids).exists()
        for rows, column in USED_BY
    )


def _spell(institution: Institution, names: Iterable[str]) -> None:
    for name in names:
        InstitutionAlias.objects.get_or_create(
            key=squash(name), defaults={"text": name, "institution": institution}
        )
