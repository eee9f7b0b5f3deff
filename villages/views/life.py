"""A village's life as a line of dated steps, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import Step, Todo
from officers.models import User
from villages import workflow
from villages.models import Decree, GuidedVillage, VillageStep
from villages.models.village import OVER, Stage

Gap = tuple[str, Todo]  # the permission to put it right, and the line that says so

USUAL = {
    Stage.CANDIDATE: "Jajaki dengan perangkat desa, lalu usulkan ke Kanwil.",
    Stage.TALKS: "Usulkan desa ini ke Kanwil.",
    Stage.PROPOSED: "Menunggu keputusan Kanwil.",
    Stage.APPROVED: "Kukuhkan desa, atau catat bahwa pembinaannya sudah berjalan.",
    Stage.INAUGURATED: "Catat bahwa pembinaan sudah berjalan.",
}


def timeline(village: GuidedVillage, user: User) -> list[Step]:
    """Steps taken, the last one being now, and those that usually follow."""
    taken = list(village.steps.select_related("decree"))
    readable = set(
        Decree.objects.visible_to(user).filter(steps__in=taken).values_list("pk", flat=True)
    )
    if not user.has_perm("villages.view_decree"):
        readable = set()
    drawn = [_taken(step, readable, last=step is taken[-1]) for step in taken]
    ahead = [
        Step(stage.label, note="boleh dilewati" if stage in workflow.OPTIONAL else "")
        for stage in workflow.ahead(village.stage)
    ]
    return drawn + ahead


def _taken(step: VillageStep, readable: set[int], *, last: bool) -> Step:
    state = "done" if not last else "stopped" if step.stage in OVER else "now"
    paper = step.decree.number if step.decree else ""
    words = [paper, step.place, step.note, "tanggal contoh" if step.made_up else ""]
    url = step.decree.get_absolute_url() if step.decree_id in readable else ""
    return Step(
        step.get_stage_display(),
        state=state,
        on=step.happened_on,
        note=" · ".join(word for word in words if word),
        url=url,
        url_label="Buka SK",
    )


def missing(village: GuidedVillage, user: User, *, today: date) -> list[Todo]:
    """What is missing and what usually comes next; a link only where this reader may act on it."""
    if village.stage in OVER or not user.has_perm("villages.view_decree"):
        return []  # a village official can mend none of it
    gaps = [*_papers(village), *_people(village, today)]
    todos = [each if user.has_perm(right) else _without_link(each) for right, each in gaps]
    return todos + _next(village, user)


def _papers(village: GuidedVillage) -> Iterator[Gap]:
    if not village.village_reasons.exists():
        url = reverse("villages:change", args=[village.pk])
        yield workflow.CHANGE, Todo("belum diisi.", url, "Isi alasan", "Alasan pemilihan")
    approved = village.steps.filter(stage=Stage.APPROVED).select_related("decree").last()
    if approved and approved.decree is None:
        url = f"{reverse('villages:decree-create')}?desa={village.pk}"
        text = f"penetapan {long_date(approved.happened_on)} belum dicatat."
        yield "villages.add_decree", Todo(text, url, "Catat SK", "SK")
    elif approved and not approved.decree.scan:
        url = reverse("villages:decree-change", args=[approved.decree_id])
        todo = Todo("SK penetapan belum diunggah.", url, "Unggah", "Hasil pindai", "upload", "info")
        yield "villages.change_decree", todo


def _people(village: GuidedVillage, today: date) -> Iterator[Gap]:
    begun = village.stage in (Stage.INAUGURATED, Stage.ACTIVE)
    if begun and not village.assignments.on(today).exists():
        url = f"{reverse('villages:assignment-create')}?desa={village.pk}"
        todo = Todo("yang bertugas di desa ini hari ini.", url, "Tugaskan", "Belum ada petugas")
        yield "villages.add_assignment", todo


def _next(village: GuidedVillage, user: User) -> list[Todo]:
    text = USUAL.get(Stage(village.stage))
    if text is None:
        return []
    url = reverse("villages:advance", args=[village.pk])
    todo = Todo(text, url, "Catat tahap", "Berikutnya:", "right", "info")
    return [todo if workflow.onward(user, village) else _without_link(todo)]


def _without_link(todo: Todo) -> Todo:
    return replace(todo, url="", label="")
