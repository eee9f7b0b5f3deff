from django import forms
from django.contrib.auth import password_validation

from officers.models import User
from officers.roles import OFFICE_KINDS, Role


class UserAdminForm(forms.ModelForm):
    """An account as its admin keeps it. A password is set here for whoever has none that works."""

    admin: User  # whoever fills in the form; set by the admin page

    new_password = forms.CharField(
        label="kata sandi baru",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Kosongkan bila tidak diganti. Sekurangnya 10 karakter.",
    )

    class Meta:
        model = User
        fields = ["username", "email", "full_name", "role", "office", "is_active"]

    def clean(self):
        data = super().clean()
        role, office = data.get("role"), data.get("office")
        if role and office and office.kind not in OFFICE_KINDS[Role(role)]:
            self.add_error(
                "role",
                f"Peran {Role(role).label} tidak ada di {office.get_kind_display()}. "
                "Pilih peran lain, atau kantor lain.",
            )
        if self.instance.pk is None and not data.get("new_password"):
            self.add_error("new_password", "Isi kata sandi pertama untuk akun baru.")
        return data

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        if password:
            password_validation.validate_password(password, self.instance)
        return password

    def save(self, commit=True):  # noqa: FBT002 — the signature is Django's
        if self.cleaned_data["new_password"]:
            self.instance.set_password(self.cleaned_data["new_password"])
        return super().save(commit)
