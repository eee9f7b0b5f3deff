"""What is missing in a village's papers and people, each line one click from done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import Todo
from officers.models import User
from villages import workflow
from villages.models import GuidedVillage
from villages.models.village import OVER, Stage
from villages.views.following import following

Gap = tuple[str, Todo]  # the permission to put it right, and the line that says so


def missing(village: GuidedVillage, user: User, *, today: date) -> list[Todo]:
    """What is missing and what usually comes next; a link only where this reader may act on it."""
    if village.stage in OVER or not user.has_perm("villages.view_decree"):
        return []  # a village official can mend none of it
    gaps = [*_papers(village), *_people(village, today)]
    todos = [each if user.has_perm(right) else _without_link(each) for right, each in gaps]
    then = following(village, user, today=today)
    if then:
        label = then.label if then.url else ""
        todos.append(Todo(then.text, then.url, label, "Berikutnya:", "right", "info"))
    return todos


def _papers(village: GuidedVillage) -> Iterator[Gap]:
    if not village.village_reasons.exists():
        url = reverse("villages:change", args=[village.pk])
        yield workflow.CHANGE, Todo("belum diisi.", url, "Isi alasan", "Alasan pemilihan")
    approved = village.steps.filter(stage=Stage.APPROVED).select_related("decree").last()
    if approved and approved.decree is None:
        url = f"{reverse('villages:decree-create')}?desa={village.pk}"
        text = f"penetapan {long_date(approved.happened_on)} belum dicatat."
        yield workflow.DECREE, Todo(text, url, "Catat SK", "SK")
    elif approved and not approved.decree.scan:
        url = reverse("villages:decree-change", args=[approved.decree_id])
        todo = Todo("SK penetapan belum diunggah.", url, "Unggah", "Hasil pindai", "upload", "info")
        yield "villages.change_decree", todo
    ceremony = village.steps.filter(stage=Stage.INAUGURATED).last()
    if ceremony and not ceremony.place:
        url = reverse("villages:step-correct", args=[ceremony.pk])
        text = f"pengukuhan {long_date(ceremony.happened_on)} belum dicatat."
        yield workflow.CHANGE, Todo(text, url, "Isi tempat", "Tempat", "pin", "info")


def _people(village: GuidedVillage, today: date) -> Iterator[Gap]:
    begun = village.stage in (Stage.INAUGURATED, Stage.ACTIVE)
    if begun and not village.assignments.on(today).exists():
        url = f"{reverse('villages:assignment-create')}?desa={village.pk}"
        todo = Todo("yang bertugas di desa ini hari ini.", url, "Tugaskan", "Belum ada petugas")
        yield "villages.add_assignment", todo


def _without_link(todo: Todo) -> Todo:
    return replace(todo, url="", label="")
