"""Pengukuhan: one page for one or many villages."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import CreatePage
from villages import actions, workflow
from villages.actions.inaugurations import waiting_for_ceremony
from villages.forms.inaugurations import InaugurateForm


class Inaugurate(CreatePage):
    permission = workflow.CHANGE
    title = "Kukuhkan Desa Binaan"
    parents = [("Desa Binaan", "villages:list")]
    form_class = InaugurateForm
    submit_label = "Simpan pengukuhan"

    @property
    def lead(self) -> str:
        if not waiting_for_ceremony(self.request.user).exists():
            return "Belum ada desa yang sudah ditetapkan dengan SK dan menunggu pengukuhan."
        return "Satu upacara untuk satu atau banyak desa; petugas disemati di desanya."

    def get_initial(self):
        asked = self.request.GET.get("desa", "")
        ticked = {f"village_{asked}": True} if asked.isdigit() else {}
        return {"on": timezone.localdate(), "posts": True, **ticked}

    def perform(self, form):
        names = ("on", "place", "officiated_by", "note", "posts", "activates")
        self.steps = actions.inaugurate_villages(
            ceremonies=form.ceremonies(),
            **{name: form.cleaned_data[name] for name in names},
            by=self.request.user,
            at=timezone.now(),
        )
        return self.steps[0].village

    def get_success_message(self):
        if len(self.steps) == 1:
            return f"{self.object} tercatat dikukuhkan."
        return f"{angka(len(self.steps))} desa tercatat dikukuhkan."

    def get_success_url(self):
        if len(self.steps) == 1:
            return self.object.get_absolute_url()
        return f"{reverse('villages:list')}?stage={self.object.stage}"
