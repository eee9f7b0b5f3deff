from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin


class WordForm(UserFormMixin, forms.Form):
    name = forms.CharField(label="Kata", max_length=150)

    def __init__(self, *args, word=None, **kwargs):
        super().__init__(*args, **kwargs)
        if word is not None:
            self.fields["name"].initial = word.name

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
