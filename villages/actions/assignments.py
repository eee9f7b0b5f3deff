"""Officers are posted to villages, and postings end. Many-to-many, always dated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Officer, OfficerPost, User
from villages.actions.rules import RULES, holder_on
from villages.models import Assignment, Decree, GuidedVillage
from villages.models.village import OVER


@transaction.atomic
def assign_officer(
    *,
    officer: Officer,
    village: GuidedVillage,
    starts_on: date,
    by: User | None,
    ends_on: date | None = None,
    decree: Decree | None = None,
    note: str = "",
    source: str = "",
    made_up: bool = False,
) -> Assignment:
    """Post an officer to a village; the posting belongs to the office that held it on that day."""
    assignment = Assignment(
        office=holder_on(village, starts_on, field="starts_on"),
        officer=officer,
        village=village,
        starts_on=starts_on,
        ends_on=ends_on,
        decree=decree,
        note=note,
        source=source,
        made_up=made_up,
    )
    _save(assignment)
    facts = {"officer": officer, "village": village, "starts_on": starts_on, "ends_on": ends_on}
    about = [officer, village, *filter(None, [decree])]
    audit.record("villages.assignment.started", by=by, target=assignment, about=about, **facts)
    return assignment


@transaction.atomic
def assign_officers(
    *, officers: Iterable[Officer], villages: Iterable[GuidedVillage], by: User | None, **dated
) -> list[Assignment]:
    """Post each officer to each village from one paper; all of them or none.

    `dated` are starts_on, ends_on, decree and note as in `assign_officer`. Every pair that does
    not fit is said at its field: officers, villages, starts_on or ends_on.
    """
    made, refused = [], {}
    for village in villages:
        for officer in officers:
            try:
                made.append(assign_officer(officer=officer, village=village, by=by, **dated))
            except ValidationError as reason:
                _collect(refused, reason)
    if refused:
        raise ValidationError(refused)
    return made


def _collect(refused: dict[str, list[str]], reason: ValidationError) -> None:
    """The fields of one posting are those of many, and a sentence is said once."""
    for field, sentences in reason.message_dict.items():
        plural = {"officer": "officers", "village": "villages"}.get(field, field)
        known = refused.setdefault(plural, [])
        known += [sentence for sentence in sentences if sentence not in known]


@transaction.atomic
def change_assignment(*, assignment: Assignment, changes: Mapping, by: User | None) -> Assignment:
    """Save a posting whose days, decree or note were put right; who and where stay as they are."""
    assignment.office = holder_on(assignment.village, assignment.starts_on, field="starts_on")
    _save(assignment)
    if changes:
        about = [assignment.officer, assignment.village]
        audit.record(
            "villages.assignment.changed", by=by, target=assignment, about=about, **changes
        )
    return assignment


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: date, by: User | None, note: str = ""
) -> Assignment:
    """The last day of a posting. Both record and history stay."""
    was = assignment.ends_on
    assignment.ends_on, assignment.note = ends_on, note or assignment.note
    with translated(RULES):
        assignment.save(update_fields=["ends_on", "note"])
    changes = {"ends_on": [was, ends_on], "note": note}
    about = [assignment.officer, assignment.village]
    audit.record("villages.assignment.ended", by=by, target=assignment, about=about, **changes)
    return assignment


def _save(assignment: Assignment) -> None:
    _refuse_officer(assignment)
    if assignment.ends_on is None and assignment.village.stage in OVER:
        stage = assignment.village.get_stage_display().lower()
        raise ValidationError(
            {"ends_on": f"Desa ini {stage}; isi tanggal selesai untuk penugasan yang lalu."}
        )
    _refuse_double(assignment)
    with translated(RULES):
        assignment.save()


def _refuse_double(assignment: Assignment) -> None:
    """The database would refuse it too, but cannot say since when he serves there."""
    last = assignment.ends_on or date.max
    if last < assignment.starts_on:
        return  # said as such
    same = Assignment.objects.filter(officer=assignment.officer, village=assignment.village)
    other = same.during(assignment.starts_on, last).exclude(pk=assignment.pk).first()
    if other:
        until = f"sampai {long_date(other.ends_on)}" if other.ends_on else "sampai sekarang"
        raise ValidationError(
            {
                "officer": f"{other.officer} sudah bertugas di {other.village} sejak "
                f"{long_date(other.starts_on)} {until}."
            }
        )


def _refuse_officer(assignment: Assignment) -> None:
    """A posting lies within the officer's service, and within his post at that office."""
    officer, ends_on = assignment.officer, assignment.ends_on
    if officer.joined_on and assignment.starts_on < officer.joined_on:
        day = long_date(officer.joined_on)
        raise ValidationError({"starts_on": f"{officer} baru menjadi PIMPASA {day}."})
    if officer.left_on and (ends_on is None or ends_on > officer.left_on):
        day = long_date(officer.left_on)
        raise ValidationError({"ends_on": f"{officer} berhenti {day}; penugasan selesai hari itu."})
    _refuse_other_office(assignment)
    if ends_on is None and officer.office_id != assignment.office_id:
        raise ValidationError(
            {"officer": f"{officer} petugas {officer.office}; desa ini dibina {assignment.office}."}
        )


def _refuse_other_office(assignment: Assignment) -> None:
    """Where he served that day by his posts; of days nobody wrote down nothing is known."""
    officer, starts_on = assignment.officer, assignment.starts_on
    post = officer.posts.on(starts_on).select_related("office").first()
    if post is None:
        return
    if post.office_id != assignment.office_id:
        raise ValidationError(
            {
                "officer": f"Pada {long_date(starts_on)} {officer} petugas {post.office}; desa ini "
                f"dibina {assignment.office}."
            }
        )
    left = _last_day_there(officer, post)
    if left and (assignment.ends_on is None or assignment.ends_on > left):
        raise ValidationError(
            {"ends_on": f"{officer} bertugas di {post.office} sampai {long_date(left)}."}
        )


def _last_day_there(officer: Officer, post: OfficerPost) -> date | None:
    """The end of his time at the office of `post`, later positions there included."""
    for later in officer.posts.filter(starts_on__gt=post.starts_on or date.min):
        if later.office_id != post.office_id or post.ends_on is None:
            break
        post = later
    return post.ends_on
