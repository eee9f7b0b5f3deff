"""What is typed beside a step of a report, and which reports are received at once."""

from __future__ import annotations

from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from outreach.forms.fields import no_identity
from reports.models import MonthlyReport, ReportRevision
from reports.sections import SECTIONS
from reports.workflow import Verb, allowed

LONGEST = 500  # what ReportRemark.note holds
PREFIX = "bagian_"


def note_field(label: str, *, rows: int = 2, required: bool = False, **more) -> forms.CharField:
    """A note to the office; like every narrative it names no resident."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        validators=[no_identity],
        widget=forms.Textarea(attrs={"rows": rows, "class": "note-short"}),
        **more,
    )


class NoteForm(UserFormMixin, forms.Form):
    """Why a step is taken back."""

    note = note_field("Alasan", help_text="Tercatat pada langkah ini; boleh kosong.")


class RemarksForm(UserFormMixin, forms.Form):
    """A note on the whole and one on each section of this report."""

    whole = note_field("Catatan untuk seluruh laporan", rows=3)

    def __init__(self, *args, sections: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        names = [f"{PREFIX}{key}" for key in sections]
        for name, key in zip(names, sections, strict=True):
            self.fields[name] = note_field(SECTIONS[key])
        self.helper = layout(section("Seluruh laporan", "whole"), section("Per bagian", *names))

    def remarks(self) -> dict[str, str]:
        """{section's key, "" for the whole: note}, as the action takes them."""
        whole = {"": self.cleaned_data["whole"]} if "whole" in self.cleaned_data else {}
        return whole | {
            name.removeprefix(PREFIX): note
            for name, note in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }


class AskRevisionForm(RemarksForm):
    whole = note_field(
        "Mengapa revisi diminta",
        rows=3,
        required=True,
        help_text="Misalnya: koreksi Agustus 812 → 845 supaya masuk laporan semester.",
    )


class WordsForm(UserFormMixin, forms.Form):
    """What the office writes beside the figures."""

    remark = forms.CharField(
        label="Catatan kepala kantor",
        required=False,
        max_length=4000,
        validators=[no_identity],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tercetak di bawah ringkasan.",
    )
    letter_number = forms.CharField(label="Nomor surat pengantar", required=False, max_length=120)
    copies_to = forms.CharField(
        label="Tembusan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu penerima per baris.",
    )


class PhotoForm(UserFormMixin, forms.Form):
    """Which photos stand in the annex; `candidates` are rows of SessionPhoto."""

    photos = forms.TypedMultipleChoiceField(
        label="Foto", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photos"].choices = [(photo.pk, str(photo)) for photo in candidates]


class ReceiveForm(UserFormMixin, forms.Form):
    """Reports sent to the reader's office that are in order from end to end."""

    reports = forms.ModelMultipleChoiceField(
        label="Laporan",
        queryset=MonthlyReport.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu laporan."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reports"].queryset = clean_reports(self.user)
        self.fields["reports"].label_from_instance = _told


def clean_reports(user):
    """Sent to the office of `user`, figures agreeing, nothing to point out."""
    sent = MonthlyReport.objects.visible_to(user).filter(status=MonthlyReport.Status.SENT)
    waiting = [
        report.pk
        for report in sent.select_related("office")
        if allowed(report, Verb.RECEIVE, user) and is_clean(report.revision)
    ]
    rows = MonthlyReport.objects.visible_to(user).filter(pk__in=waiting)
    return rows.select_related("office").order_by("month", "office__short_name")


def is_clean(revision: ReportRevision | None) -> bool:
    if revision is None or revision.held:
        return False
    return not any(revision.snapshot.get(key) for key in ("differences", "corrections", "missing"))


def _told(report: MonthlyReport) -> str:
    return f"{report.office.short_name}, {report.label} (revisi {report.revision_number})"
