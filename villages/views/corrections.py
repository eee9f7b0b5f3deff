"""Putting a step of a village right, or taking the last one back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import ChangePage, ConfirmPage, Crumb
from villages import actions
from villages.actions.corrections import may_be_undone, may_touch
from villages.forms.corrections import CorrectForm, UndoForm
from villages.models import GuidedVillage, VillageStep


class StepPage(ChangePage):
    """A step that stands, of a village one sees."""

    model = VillageStep
    parents = [("Desa Binaan", "villages:list")]

    def rows(self) -> QuerySet:
        villages = GuidedVillage.objects.visible_to(self.request.user)
        steps = VillageStep.objects.filter(village__in=villages)
        return steps.select_related("village__region", "office", "decree", "proposal")

    def check_permission(self):
        self.line = list(self.object.village.steps.all())
        self.at = self.line.index(self.object)
        before = self.line[self.at - 1] if self.at else None
        if not may_touch(self.request.user, self.object, before):
            raise PermissionDenied

    def get_parents(self):
        village = self.object.village
        return [*super().get_parents(), Crumb(str(village), village.get_absolute_url())]

    def get_cancel_url(self):
        return self.object.village.get_absolute_url()

    @property
    def named(self) -> str:
        return f"{self.object.get_stage_display()}, {long_date(self.object.happened_on)}"


class StepCorrect(StepPage):
    form_class = CorrectForm
    submit_label = "Simpan perbaikan"
    success_message = "Tahap diperbaiki; isian lama tetap terlihat di perjalanan desa."

    def get_title(self):
        return f"Perbaiki tahap {self.named}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"step": self.object}

    def perform(self, form):
        step = actions.correct_step(
            step=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )
        return step.village


class StepUndo(StepPage, ConfirmPage):
    form_class = UndoForm
    submit_label = "Batalkan tahap"
    question = "Batalkan tahap ini?"

    def check_permission(self):
        super().check_permission()
        last = self.at == len(self.line) - 1
        if not may_be_undone(self.object, is_last=last, is_first=self.at == 0):
            raise PermissionDenied

    def get_title(self):
        return f"Batalkan tahap {self.named}"

    @property
    def consequence(self) -> str:
        back = self.line[self.at - 1].get_stage_display()
        return (
            f"{self.object.village} kembali ke tahap {back}. Yang dibatalkan tetap terlihat, "
            "dicoret, dengan alasannya. Penugasan yang berakhir karena tahap ini dibuka lagi, dan "
            "usul yang dijawab dengannya menunggu lagi."
        )

    def perform(self, form):
        return actions.undo_step(
            step=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )

    def get_success_message(self):
        return f"Tahap dibatalkan. {self.object} sekarang {self.object.get_stage_display()}."
