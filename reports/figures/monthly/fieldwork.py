"""Villages, sessions, consultations and follow-ups of one office's month."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from dbi_portal.lib.months import Month
from officers.models import Office
from outreach.models import Consultation, FollowUp, Session
from reports.figures.monthly.content import (
    DecreeLine,
    FollowUpLine,
    SessionLine,
    Tally,
    Village,
)
from reports.figures.sessions import with_people
from villages.models import Assignment, Decree, GuidedVillage, VillageStep

DONE, LATE, OPEN = "selesai", "terlambat", "berjalan"


def villages(office: Office, month: Month) -> Iterator[Village]:
    """Desa Binaan the office held at the end of the month, at the stage they had reached then."""
    day = month.last_day
    held = (
        GuidedVillage.objects.held_by([office.pk], on=day)
        .with_stage_on(day)
        .exclude(stage_then=None)
        .select_related("region")
        .order_by("region__name", "pk")
    )
    since, posted = _since(held, day), _posted(held, day)
    for village in held:
        yield Village(
            id=village.pk,
            code=village.region_id,
            name=village.region.name,
            path=village.region.path,
            office=office.short_name,
            stage=village.stage_then,
            stage_label=_stage_then(village),
            since=since[village.pk].isoformat(),
            officers=tuple(posted.get(village.pk, ())),
            made_up=village.made_up,
        )


def _stage_then(village: GuidedVillage) -> str:
    """What the stage was called that day; an end never changes, so its own words hold."""
    over = village.stage_then == village.stage
    return village.get_stage_display() if over else GuidedVillage.Stage(village.stage_then).label


def _since(held, day) -> dict:
    """When each village reached the stage it stood at; the latest step of a village wins."""
    steps = VillageStep.objects.filter(village__in=held, happened_on__lte=day)
    return dict(steps.order_by("happened_on", "pk").values_list("village_id", "happened_on"))


def _posted(held, day) -> dict[int, list[str]]:
    posted: dict[int, list[str]] = {}
    postings = Assignment.objects.on(day).filter(village__in=held).order_by("officer__name")
    for village_id, name in postings.values_list("village_id", "officer__name"):
        posted.setdefault(village_id, []).append(name)
    return posted


def decrees(office: Office, month: Month) -> Iterator[DecreeLine]:
    """Decrees of this month: the office's own, and those that name a village it holds."""
    held = GuidedVillage.objects.held_by([office.pk], on=month.last_day)
    found = (
        Decree.objects.filter(signed_on__range=(month.first_day, month.last_day))
        .filter(Q(office=office) | Q(decree_villages__village__in=held))
        .distinct()
        .select_related("office")
        .prefetch_related("decree_villages__village__region")
        .order_by("signed_on", "pk")
    )
    for decree in found:
        yield DecreeLine(
            id=decree.pk,
            number=decree.number,
            title=decree.title,
            signed_on=decree.signed_on.isoformat(),
            office=decree.office.short_name,
            villages=tuple(
                sorted(part.village.region.name for part in decree.decree_villages.all())
            ),
            made_up=decree.made_up,
        )


def sessions(office: Office, month: Month) -> Iterator[SessionLine]:
    found = (
        with_people(Session.objects.approved().in_month(month).filter(office=office))
        .select_related("kind")
        .prefetch_related(
            "session_villages__village__region", "regions_reached", "speakers__institution"
        )
        .order_by("held_on", "starts_at", "pk")
    )
    for session in found:
        reached = session.regions_reached.all()
        served = [part.village.region for part in session.session_villages.all()]
        yield SessionLine(
            id=str(session.client_id),
            office=office.short_name,
            held_on=session.held_on.isoformat(),
            title=session.title,
            kind=session.kind.name,
            place=session.place,
            participants=session.people,
            villages=tuple(sorted(region.name for region in served)),
            regions=tuple(sorted({*(p.region_id for p in reached), *(r.pk for r in served)})),
            rt=sum(part.rt_count or 0 for part in reached),
            rw=sum(part.rw_count or 0 for part in reached),
            institutions=tuple(
                sorted({speaker.institution.name for speaker in session.speakers.all()})
            ),
            made_up=session.made_up,
        )


def consultations(office: Office, month: Month) -> Iterator[Tally]:
    rows = (
        Consultation.objects.filter(office=office)
        .in_month(month)
        .order_by()
        .values("topic__name", "outcome")
        .annotate(number=Count("pk"), invented=Count("pk", filter=Q(made_up=True)))
        .order_by("topic__name", "outcome")
    )
    for row in rows:
        label = Consultation.Outcome(row["outcome"]).label
        yield Tally(row["topic__name"], label, row["number"], row["invented"] > 0)


def follow_ups(office: Office, month: Month) -> Iterator[FollowUpLine]:
    """Agreed by the end of the month and still open then, or done during it."""
    day = month.last_day
    found = (
        FollowUp.objects.filter(
            office=office, session__status=Session.Status.APPROVED, session__held_on__lte=day
        )
        .filter(Q(done_on__isnull=True) | Q(done_on__gte=month.first_day))
        .select_related("region")
        .order_by("due_on", "pk")
    )
    for each in found:
        done = each.done_on is not None and each.done_on <= day
        late = each.due_on is not None and each.due_on < day
        yield FollowUpLine(
            id=each.pk,
            office=office.short_name,
            task=each.task,
            owner=each.owner,
            region=each.region.name if each.region else "",
            due_on=each.due_on.isoformat() if each.due_on else "",
            state=DONE if done else LATE if late else OPEN,
            made_up=each.made_up,
        )
