from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.text import squash


class WordForm(UserFormMixin, forms.Form):
    name = forms.CharField(label="Kata", max_length=150)

    def __init__(self, *args, word=None, **kwargs):
        super().__init__(*args, **kwargs)
        if word is not None:
            self.fields["name"].initial = word.name

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not squash(name):
            raise forms.ValidationError(f"“{name}” bukan kata. Tulis dengan huruf.")
        return name
