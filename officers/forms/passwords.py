"""Passwords: asked for by mail, chosen through a link, changed by their owner."""

from django import forms
from django.contrib.auth import password_validation

from dbi_portal.lib.pages.fields import UserFormMixin

RULE = "Sekurangnya 10 karakter; bukan kata yang umum, bukan nama Anda."


def new_password(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


class NewPasswordForm(UserFormMixin, forms.Form):
    """The new password, twice; `user` is whose it becomes."""

    new_password1 = new_password("Kata sandi baru", RULE)
    new_password2 = new_password("Ulangi kata sandi baru")

    def clean_new_password2(self) -> str:
        first = self.cleaned_data.get("new_password1")
        second = self.cleaned_data["new_password2"]
        if first and first != second:
            raise forms.ValidationError("Kedua kata sandi tidak sama. Ketik ulang keduanya.")
        return second

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        password_validation.validate_password(password, self.user)
        return password


class OwnPasswordForm(NewPasswordForm):
    old_password = forms.CharField(
        label="Kata sandi sekarang",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("Kata sandi ini tidak cocok.")
        return password


class ForgottenForm(UserFormMixin, forms.Form):
    name = forms.CharField(
        label="Nama pengguna atau surel",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
