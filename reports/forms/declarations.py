from __future__ import annotations

from django import forms

from dbi_portal.lib.pages import UserFormMixin
from officers.models import Office
from reports.models import ReportDeclaration

Kind = ReportDeclaration.Kind
MEANING = {
    Kind.NIL: "Nihil: tidak ada yang dilaporkan bulan itu",
    Kind.EXCUSED: "Berhalangan: kantor tidak dapat melapor",
}


class DeclareForm(UserFormMixin, forms.Form):
    """Nil or prevented; the office above can only say that the office is prevented."""

    kind = forms.ChoiceField(label="Keadaan", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila berhalangan, misalnya “Kantor kebanjiran sejak 28 Agustus”. "
        "Tanpa nama warga.",
    )

    def __init__(self, *args, office: Office, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [Kind.NIL, Kind.EXCUSED] if self.user.office_id == office.pk else [Kind.EXCUSED]
        self.fields["kind"].choices = [(kind.value, MEANING[kind]) for kind in kinds]
        self.fields["kind"].initial = kinds[0] if len(kinds) == 1 else None
