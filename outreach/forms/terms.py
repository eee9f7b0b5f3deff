from django import forms

from dbi_portal.lib.text import squash
from outreach.models import Institution


class InstitutionForm(forms.ModelForm):
    """One row per institution, however it is spelled."""

    class Meta:
        model = Institution
        fields = ["name"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        twin = Institution.objects.filter(key=squash(name)).exclude(pk=self.instance.pk).first()
        if twin:
            raise forms.ValidationError(f"Instansi ini sudah tercatat sebagai “{twin}”.")
        if not squash(name):
            raise forms.ValidationError("Tulis nama instansi dengan huruf atau angka.")
        return name
