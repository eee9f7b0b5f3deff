"""Forms of a proposal: writing it, sending it, taking it back, papers attached to it."""

from __future__ import annotations

from crispy_forms.layout import Field
from django import forms
from django.db.models import Q
from django.utils.html import format_html

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput
from villages.actions.proposals import proposable
from villages.forms.fields import PaperField
from villages.models import GuidedVillage, Proposal, ProposalVillage

MOST_DIGITS = 18  # of a row's number
MOST_WORDS = 2000  # letters of an argument: a paragraph, not a report


class ProposalForm(UserFormMixin, forms.Form):
    """The letter and, for each village that can be proposed, a tick and why it should be."""

    proposed_on = forms.DateField(label="Tanggal surat", widget=DayInput)
    number = forms.CharField(
        label="Nomor surat",
        required=False,
        max_length=150,
        help_text="Persis seperti pada surat. Boleh diisi saat usul dikirim.",
    )
    background = forms.CharField(
        label="Latar belakang",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Satu atau dua alinea pembuka surat. Kosong: kalimat pembuka yang lazim.",
    )
    source = forms.CharField(label="Sumber", required=False, max_length=300)

    def __init__(self, *args, proposal: Proposal | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        lines = (
            {line.village_id: line for line in proposal.proposal_villages.all()} if proposal else {}
        )
        office = proposal.office if proposal else self.user.office
        free = proposable(office).values("pk")
        named = Q(pk__in=lines) | Q(pk__in=free) | Q(pk__in=self._ticked())
        self.candidates = list(
            GuidedVillage.objects.filter(named, office=office)
            .select_related("region", "office")
            .prefetch_related("village_reasons__reason")
            .order_by("region__name", "pk")
        )
        for village in self.candidates:
            self._add_village(village, lines.get(village.pk))
        self.order_fields([name for each in self.candidates for name in village_names(each)])
        if proposal:
            names = ("proposed_on", "number", "background", "source")
            self.initial |= {name: getattr(proposal, name) for name in names}

    def _ticked(self) -> list[str]:
        """Villages named in the entries or by the link here: none goes missing without a word."""
        told = self.data if self.is_bound else {n: v for n, v in self.initial.items() if v}
        numbers = [name.removeprefix("village_") for name in told if name.startswith("village_")]
        return [number for number in numbers if number.isdecimal() and len(number) < MOST_DIGITS]

    def clean(self):
        data = super().clean()
        for village in self.candidates:
            tick, _ = village_names(village)
            other = data.get(tick) and waits_in(village, self.proposal)
            if other:
                self.add_error(tick, _is_elsewhere(village, other))
        return data

    def _add_village(self, village: GuidedVillage, line) -> None:
        tick, argument = village_names(village)
        stage = village.get_stage_display()
        self.fields[tick] = forms.BooleanField(
            label=village.region.name,
            required=False,
            help_text=f"{village.region.path} · {stage}",
            initial=line is not None,
        )
        self.fields[argument] = forms.CharField(
            label=f"Pertimbangan: {village.region.name}",
            required=False,
            max_length=MOST_WORDS,
            initial=line.argument if line else reasons_of(village),
            widget=forms.Textarea(
                {"rows": 3, "placeholder": "Mengapa desa ini", "class": "form-control"}
            ),
        )

    @property
    def helper(self):
        rows = [
            (tick, Field(argument, template="villages/bare_field.html"))
            for tick, argument in map(village_names, self.candidates)
        ]
        letter = section("Surat", ("proposed_on", "number"), "background", "source")
        return layout(section("Desa yang diusulkan", *rows), letter) if rows else layout(letter)

    def lines(self) -> dict[GuidedVillage, str]:
        """The villages that are ticked, each with its argument."""
        found = {}
        for village in self.candidates:
            tick, argument = village_names(village)
            if self.cleaned_data.get(tick):
                found[village] = self.cleaned_data.get(argument, "")
        return found

    def letter(self) -> dict:
        names = ("proposed_on", "number", "background", "source")
        return {name: self.cleaned_data[name] for name in names}


def waits_in(village: GuidedVillage, but: Proposal | None) -> Proposal | None:
    """The other proposal in which the village waits, a draft or a letter."""
    waiting = ProposalVillage.Decision.WAITING
    lines = village.proposal_villages.filter(decision=waiting).select_related("proposal__office")
    line = lines.exclude(proposal=but).first() if but else lines.first()
    return line.proposal if line else None


def _is_elsewhere(village: GuidedVillage, other: Proposal) -> str:
    return format_html(
        '{} sudah ada dalam <a href="{}">{}</a>. Hilangkan centangnya di sini, atau keluarkan '
        "dari usul itu dahulu.",
        village.region.name,
        other.get_absolute_url(),
        other,
    )


def village_names(village: GuidedVillage) -> tuple[str, str]:
    return f"village_{village.pk}", f"argument_{village.pk}"


def reasons_of(village: GuidedVillage) -> str:
    """What is on record about why the village was chosen, as a first argument."""
    rows = sorted(village.village_reasons.all(), key=lambda row: (row.reason.position, row.pk))
    said = [f"{row.reason.name}: {row.note}" if row.note else row.reason.name for row in rows]
    return "".join(f"{each.rstrip('.')}. " for each in said).strip()


class SendForm(UserFormMixin, forms.Form):
    proposed_on = forms.DateField(label="Tanggal surat", widget=DayInput)
    number = forms.CharField(
        label="Nomor surat",
        max_length=150,
        error_messages={"required": "Isi nomor surat, persis seperti pada surat."},
    )
    helper = layout(("proposed_on", "number"))


class WithdrawForm(UserFormMixin, forms.Form):
    on = forms.DateField(label="Ditarik pada", widget=DayInput)
    reason = forms.CharField(
        label="Alasan penarikan",
        max_length=250,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tulis alasan penarikan."},
    )


class AttachForm(UserFormMixin, forms.Form):
    file = PaperField(label="Berkas", help_text="PDF, JPG, atau PNG; paling besar 10 MB.")
    name = forms.CharField(
        label="Nama", max_length=200, help_text="Misalnya Berita acara penjajakan."
    )
    village = forms.ModelChoiceField(
        label="Tentang desa",
        required=False,
        queryset=GuidedVillage.objects.none(),
        empty_label="Semua desa dalam usul",
    )

    def __init__(self, *args, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        named = proposal.villages.select_related("region")
        self.fields["village"].queryset = named
