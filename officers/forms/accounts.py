"""Accounts of people, as their admin fills them in. What one may not give is no choice."""

import django_filters
from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.filters import RegisterFilter
from officers.actions.accounts import EMAIL_TAKEN, NAME_TAKEN, refuse_ungrantable
from officers.forms.phones import clean_phone
from officers.models import Office, User
from officers.roles import Role, may_grant


class OneOfAKind(RulesToldByAction):
    """Mixin: address and username are nobody else's; said at the field, in words."""

    def clean_email(self) -> str:
        return self._refuse_taken("email", EMAIL_TAKEN)

    def clean_username(self) -> str:
        return self._refuse_taken("username", NAME_TAKEN)

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def _refuse_taken(self, name: str, sentence: str) -> str:
        value = self.cleaned_data[name].strip()
        others = User.objects.exclude(pk=self.instance.pk)
        if value and others.filter(**{f"{name}__iexact": value}).exists():
            raise forms.ValidationError(sentence)
        return value


class AccountForm(OneOfAKind, UserFormMixin, forms.ModelForm):
    """Name, mail, role and office. The action asks again whether this admin may give the role."""

    class Meta:
        model = User
        fields = ["full_name", "email", "phone", "office", "role", "username"]
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offices = self._offices()
        self.fields["office"].queryset = Office.objects.filter(
            pk__in=[office.pk for office in self.offices]
        )
        if len(self.offices) == 1:
            self.fields["office"].initial = self.offices[0]
        self.fields["role"].choices = [("", "Pilih"), *self._roles()]
        for name in ("full_name", "email", "office", "role"):
            self.fields[name].required = True
        self.fields["office"].empty_label = "Pilih"
        self._explain()
        self.helper = layout(
            section("Orangnya", "full_name", ("email", "phone")),
            section("Haknya di portal", ("office", "role"), "username"),
        )

    def _explain(self) -> None:
        self.fields["email"].help_text = "Undangan dan tautan kata sandi dikirim ke sini."
        self.fields["username"].required = False
        self.fields[
            "username"
        ].help_text = "Untuk masuk, selain surel. Kosong: diambil dari bagian depan surel."
        self.fields["role"].help_text = "Hanya peran yang boleh Anda berikan."

    def _offices(self) -> list[Office]:
        seen = Office.objects.visible_to(self.user).filter(closed_on__isnull=True)
        mine = Office.objects.filter(pk=self.instance.office_id)
        return list(seen | mine)

    def _roles(self) -> list[tuple[str, str]]:
        found = [
            role
            for role in Role
            if any(may_grant(self.user, role, office) for office in self.offices)
        ]
        return [(role.value, role.label) for role in found]

    def clean(self) -> dict:
        data = super().clean()
        role, office = data.get("role"), data.get("office")
        if role and office:
            try:
                refuse_ungrantable(role, office, by=self.user)
            except forms.ValidationError as refused:
                self.add_error(None, refused)
        if not data.get("username") and data.get("email"):
            data["username"] = free_username(data["email"].split("@")[0], self.instance.pk)
        return data


def free_username(wish: str, own: int | None = None) -> str:
    """`wish` without what a username cannot hold, with a number behind it where it is taken."""
    base = "".join(sign for sign in wish.lower() if sign.isalnum() or sign in "_.+-")[:50] or "akun"
    taken = User.objects.exclude(pk=own).filter(username__istartswith=base)
    names = {name.lower() for name in taken.values_list("username", flat=True)}
    numbered = (f"{base}{number}" for number in range(2, len(names) + 3))
    return base if base not in names else next(each for each in numbered if each not in names)


class ProfileForm(OneOfAKind, UserFormMixin, forms.ModelForm):
    """One's own name, mail and phone. Another address wants the password: links lead there."""

    password = forms.CharField(
        label="Kata sandi sekarang",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Hanya perlu bila surel Anda ganti.",
    )

    class Meta:
        model = User
        fields = ["full_name", "email", "phone", "mail_rhythm"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        self.fields["mail_rhythm"].help_text = self.rhythm_words()
        self.helper = layout(
            section("Anda", "full_name", ("email", "phone"), "password"),
            section("Pemberitahuan", "mail_rhythm"),
        )

    def rhythm_words(self) -> str:
        words = (
            "Surel memuat yang belum Anda baca saja dan tidak dikirim pada jam tenang kantor. "
            "Lonceng di portal selalu menampilkan semuanya saat itu juga."
        )
        if self.instance.email:
            return words
        return f"Surel Anda belum diisi, jadi belum ada yang dapat dikirim. {words}"

    def clean(self) -> dict:
        data = super().clean()
        stored = User.objects.get(pk=self.instance.pk)
        changed = data.get("email", stored.email).lower() != stored.email.lower()
        if changed and not stored.check_password(data.get("password") or ""):
            self.add_error("password", "Isi kata sandi Anda sekarang untuk mengganti surel.")
        return data


class AccountFilter(RegisterFilter):
    search_fields = ["full_name", "username", "email", "office__short_name"]

    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=lambda request: Office.objects.visible_to(request.user)
    )
    role = django_filters.ChoiceFilter(label="Peran", choices=Role.choices)
    state = django_filters.ChoiceFilter(
        label="Keadaan",
        choices=[("aktif", "Aktif"), ("diundang", "Diundang"), ("nonaktif", "Tidak aktif")],
        method="by_state",
    )

    class Meta:
        model = User
        fields = ["office", "role", "state"]

    def by_state(self, accounts, name, value):
        if value == "nonaktif":
            return accounts.filter(is_active=False)
        waiting = {"invited_at__isnull": False, "last_login__isnull": True}
        active = accounts.filter(is_active=True)
        return active.filter(**waiting) if value == "diundang" else active
