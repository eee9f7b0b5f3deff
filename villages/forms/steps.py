from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput, SearchSelect
from officers.models import User
from villages import workflow
from villages.models import Decree, VillageStep
from villages.models.stages import Stage, end_words


class StepForm(UserFormMixin, forms.Form):
    """The next step of a village; `village` decides which steps are on offer."""

    to = forms.ChoiceField(label="Tahap berikutnya", widget=forms.RadioSelect)
    on = forms.DateField(label="Tanggal", widget=DayInput)
    place = forms.CharField(
        label="Tempat",
        required=False,
        max_length=200,
        help_text="Misalnya Aula Kecamatan Bekasi Utara. Untuk pengukuhan dan penjajakan.",
    )
    decree = forms.ModelChoiceField(
        label="SK",
        required=False,
        queryset=Decree.objects.none(),
        widget=SearchSelect,
        empty_label="Belum ada SK",
        help_text="Wajib untuk tahap Ditetapkan. Belum tercatat? Catat SK-nya lebih dahulu.",
    )
    note = forms.CharField(
        label="Keterangan atau alasan",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wajib bila usul dikembalikan atau tidak disetujui, dan bila desa tidak aktif.",
    )
    helper = layout(section("Tahap", "to", ("on", "place")), section("Dasar", "decree", "note"))

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, **kwargs)
        last = village.steps.last()
        self.rests_on = {"Tahap sekarang": stands_at(last) if last else str(village.stage)}
        steps = workflow.choices_for(self.user, village)
        self.fields["to"].choices = [(to, label_of(self.user, village.stage, to)) for to in steps]
        self.fields["to"].initial = steps[0] if steps else None
        self.fields["decree"].queryset = Decree.objects.visible_to(self.user)


def stands_at(step: VillageStep) -> str:
    """ "Diusulkan, 6 Oktober 2025 (nama pencatat)": where the village stands, and whose entry."""
    by = f" ({step.recorded_by})" if step.recorded_by else ""
    return f"{step.get_stage_display()}, {long_date(step.happened_on)}{by}"


def label_of(user: User, now: str, to: Stage) -> str:
    """What the step is called for who takes it: a Kanim drops a candidate, a Kanwil refuses it."""
    if workflow.is_return(now, to):
        returns = now == Stage.PROPOSED and user.has_perm(workflow.RETURN)
        done = "Dikembalikan" if returns else "Usul ditarik, kembali"
        return f"{done} ke {to.label.lower()}"
    if to == Stage.REJECTED and now != Stage.PROPOSED:
        return end_words(now)
    return to.label
