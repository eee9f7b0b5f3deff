"""The Kanwil's answer: one form for all villages of a proposal that still wait."""

from __future__ import annotations

from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput
from villages.actions.answers import may_decide
from villages.models import Proposal, ProposalVillage

Decision = ProposalVillage.Decision
VERBS = {
    Decision.APPROVED: "Setujui",
    Decision.RETURNED: "Kembalikan",
    Decision.REJECTED: "Tidak setujui",
}


class AnswerForm(UserFormMixin, forms.Form):
    """`decision_<line>` and `note_<line>` for each; a village left open goes on waiting.

    What was entered for a village that somebody else answered meanwhile stays in sight, refused.
    """

    on = forms.DateField(label="Tanggal jawaban", widget=DayInput)
    number = forms.CharField(
        label="Nomor surat",
        required=False,
        max_length=150,
        help_text="Persis seperti pada surat. Kosong bila belum bernomor.",
    )
    note = forms.CharField(
        label="Catatan untuk semua desa", required=False, widget=forms.Textarea({"rows": 2})
    )
    helper = layout(section("Surat jawaban", ("on", "number"), "note"))

    def __init__(self, *args, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        lines = proposal.proposal_villages.select_related("village__region", "answer__recorded_by")
        self.waiting = [
            line
            for line in lines
            if line.decision == Decision.WAITING or self.data.get(line_names(line)[0])
        ]
        offered = [
            (each.value, words) for each, words in VERBS.items() if may_decide(self.user, each)
        ]
        for line in self.waiting:
            decision, note = line_names(line)
            self.fields[decision] = forms.ChoiceField(
                label=f"Jawaban untuk {line.village}",
                required=False,
                choices=[("", "Belum dijawab"), *offered],
                widget=forms.RadioSelect,
                initial="",
            )
            self.fields[note] = forms.CharField(
                label=f"Catatan untuk {line.village}",
                required=False,
                max_length=500,
                widget=forms.Textarea({"rows": 2}),
                help_text="Wajib bila dikembalikan atau tidak disetujui.",
            )

    def clean(self):
        data = super().clean()
        for line in self.waiting:
            decision, note = line_names(line)
            if data.get(decision) and line.decision != Decision.WAITING:
                self.add_error(decision, answered_already(line, data[decision], data.get(note)))
            if data.get(decision) in (Decision.RETURNED, Decision.REJECTED) and not data.get(note):
                self.add_error(note, "Tulis alasannya: kantor pengusul perlu tahu.")
        if not self.errors and not self.decisions():
            self.add_error(None, "Jawab paling sedikit satu desa.")
        return data

    def decisions(self) -> dict[ProposalVillage, tuple[str, str]]:
        """The villages that are answered now: {line: (decision, note)}."""
        said = {
            line: [self.cleaned_data.get(name) for name in line_names(line)]
            for line in self.waiting
        }
        return {line: (decision, note or "") for line, (decision, note) in said.items() if decision}

    def rows(self) -> list[dict]:
        """What the page draws for each village: the line, its figures and its two fields."""
        return [
            {"line": line, "decision": self[decision], "note": self[note]}
            for line in self.waiting
            for decision, note in [line_names(line)]
        ]


def answered_already(line: ProposalVillage, decision: str, note: str | None) -> str:
    """Both versions: what was answered for the village meanwhile, and what was entered now."""
    theirs = _in_words(line.decision, line.decision_note)
    if line.answer is None:
        there = f"{line.village} tidak menunggu jawaban lagi: {theirs}"
    else:
        by = line.answer.recorded_by or line.answer.office
        day = long_date(line.answer.answered_on)
        there = f"{line.village} sudah dijawab {theirs} oleh {by}, {day}"
    return (
        f"{there}; jawaban Anda: {_in_words(decision, note)}. Pilih “Belum dijawab” untuk memakai "
        "yang sudah tersimpan."
    )


def _in_words(decision: str, note: str | None) -> str:
    said = f"“{Decision(decision).label}”"
    return f"{said} ({note})" if note else said


def line_names(line: ProposalVillage) -> tuple[str, str]:
    return f"decision_{line.pk}", f"note_{line.pk}"
