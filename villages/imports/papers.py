"""An SK or surat tugas that a row names: found by its number, else put on record."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db.models import Func, TextField, Value
from django.db.models.functions import Lower

from dbi_portal.lib.text import squash
from officers.models import Office, Officer, User
from officers.roles import OfficeKind
from villages.actions.decrees import change_decree, record_decree
from villages.imports.snapshots import paper_of
from villages.models import Decree, DecreeOfficer, DecreeVillage, GuidedVillage

# As `squash`: letters and digits in one case.
KEY = Lower(
    Func("number", Value("[^[:alnum:]]"), Value(""), Value("g"), function="regexp_replace"),
    output_field=TextField(),
)
DESIGNATION, POSTING = "Penetapan Desa Binaan Imigrasi", "Penugasan PIMPASA"
CALLED_DECREE = re.compile(r"\bsk\b|keputusan", re.IGNORECASE)


def known(number: str, office: Office, *, on: date) -> Decree | None:
    """The paper of that number, of the office or its Kanwil; spaces and signs do not count."""
    above = office.supervisor_on(on)
    papers = Decree.objects.filter(office__in=[office, *filter(None, [above])])
    same = list(papers.annotate(key=KEY).filter(key=squash(number)))
    return next((each for each in same if each.office_id == office.pk), next(iter(same), None))


def issuer(office: Office, user: User) -> Office:
    """Whose paper a new one is: the Kanwil's when the Kanwil brings the list, else the office's."""
    above = user.office
    return above if above and above.kind == OfficeKind.KANWIL else office


def designation(
    *,
    number: str,
    signed_on: date,
    village: GuidedVillage,
    by: User,
    at: datetime,
    source: str,
    log: list,
) -> Decree:
    """The SK that designates the village and names it; what was written goes to `log`."""
    decree = known(number, village.office, on=signed_on)
    if decree is None:
        decree = record_decree(
            office=issuer(village.office, by),
            number=number,
            title=DESIGNATION,
            signed_on=signed_on,
            villages=[village],
            by=by,
            at=at,
            source=source,
        )
        log.append(["decree", decree.pk, paper_of(decree)])
    _name(decree, DecreeVillage, "village", village, by=by, log=log)
    return decree


def posting(
    *, number: str, signed_on: date, officer: Officer, by: User, source: str, log: list
) -> Decree:
    """The paper that posts the officer and names him."""
    decree = known(number, officer.office, on=signed_on)
    if decree is None:
        decree = record_decree(
            office=issuer(officer.office, by),
            kind=Decree.Kind.DECREE if CALLED_DECREE.search(number) else Decree.Kind.ORDER,
            number=number,
            title=POSTING,
            signed_on=signed_on,
            officers=[officer],
            by=by,
            source=source,
        )
        log.append(["decree", decree.pk, paper_of(decree)])
    if Decree.objects.own_to(by).filter(pk=decree.pk).exists():
        _name(decree, DecreeOfficer, "officer", officer, by=by, log=log)
    return decree


def _name(decree: Decree, model, field: str, row, *, by: User, log: list) -> None:
    """The paper names this row, too."""
    rows = model.objects.filter(decree=decree)
    found = rows.filter(**{field: row}).first()
    if found is None:
        before = sorted(rows.values_list(field, flat=True))
        named = {"villages": decree.villages.all(), "officers": decree.officers.all()}
        named[f"{field}s"] = [*named[f"{field}s"], row]
        changes = {f"{field}s": [before, sorted([*before, row.pk])]}
        change_decree(decree=decree, changes=changes, by=by, **named)
        found = rows.get(**{field: row})
        log.append([f"decree_{field}", found.pk])
