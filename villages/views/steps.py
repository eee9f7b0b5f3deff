from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from dbi_portal.lib.pages.forms import SEEN
from villages import actions, workflow
from villages.forms.steps import StepForm
from villages.forms.villages import MoveForm
from villages.models.village import Stage
from villages.views.life import life_line
from villages.views.parts import stage_chip
from villages.views.villages import VillagePage


class VillageWrite(VillagePage, ChangePage):
    """A page on which one thing happens to a village."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.object}

    def get_chips(self):
        return [stage_chip(self.object)]

    def get_initial(self):
        return {"on": timezone.localdate()}


class VillageAdvance(VillageWrite):
    template_name = "villages/advance.html"
    form_class = StepForm
    submit_label = "Simpan tahap"

    def check_permission(self):
        """Which step is open depends on who asks; without one there is nothing to do here."""
        if not workflow.choices_for(self.request.user, self.object) and not self.came_late():
            raise PermissionDenied

    @property
    def lead(self) -> str:
        if self.object.stage not in workflow.BEFORE_PROPOSAL:
            return ""
        return "Mengusulkan desa dilakukan dengan surat: tulis usulnya dari halaman desa."

    def came_late(self) -> bool:
        """Opened while a step was open to him, sent after somebody else took the village on."""
        request = self.request
        return SEEN in request.POST and request.user.has_perm(workflow.CHANGE)

    def post(self, request, *args, **kwargs):
        if workflow.choices_for(request.user, self.object):
            return super().post(request, *args, **kwargs)
        words = "Belum tersimpan: {} sekarang tercatat {} sejak Anda membuka halaman ini."
        stage = self.object.get_stage_display().lower()
        messages.warning(request, words.format(self.object, stage))
        return redirect(self.object)

    def get_title(self):
        if self.object.stage in workflow.BEFORE_PROPOSAL:
            return f"Catat tahap: {self.name}"
        if workflow.onward(self.request.user, self.object):
            return f"Tahap berikutnya: {self.name}"
        if self.object.stage == Stage.PROPOSED:
            return f"Tarik usul {self.name}"
        return f"Akhiri pembinaan {self.name}"

    def perform(self, form):
        step = actions.advance_village(
            village=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )
        return step.village

    def get_success_message(self):
        return f"{self.object} tercatat {self.object.get_stage_display().lower()}."

    def get_context_data(self, **context):
        steps = life_line(self.object, self.request.user, acts=False)
        return super().get_context_data(steps=steps, **context)


class VillageMove(VillageWrite):
    permission = "villages.change_guidedvillage"
    form_class = MoveForm
    submit_label = "Pindahkan"
    success_message = "{row} sekarang dibina kantor yang baru."
    lead = (
        "Sejak tanggal itu desa dibina kantor lain. Sesi, angka, dan tahap sebelumnya tetap milik "
        "kantor yang lama; penugasan petugasnya berakhir sehari sebelumnya."
    )

    def get_title(self):
        return f"Pindahkan {self.name} ke kantor lain"

    def perform(self, form):
        return actions.move_village_to_office(
            village=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )
