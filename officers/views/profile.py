"""What people see and change of their own account."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import ChangePage, DetailPage, Fact
from dbi_portal.lib.pages.parts import Action
from officers import audit, rights
from officers.actions import own_account as actions
from officers.forms.accounts import ProfileForm
from officers.forms.passwords import OwnPasswordForm
from officers.models import User

PARENTS = [("Profil", "officers:profile")]


class OwnAccount:
    """The row is whoever asks; nobody else's can be named."""

    queryset = User.objects.none()

    def get_object(self, queryset=None) -> User:
        return User.objects.select_related("office").get(pk=self.request.user.pk)


class Profile(OwnAccount, DetailPage):
    template_name = "officers/profile.html"
    context_object_name = "account"
    title = "Profil"
    facts_title = "Anda di portal"
    history = False

    def get_title(self) -> str:
        return self.title

    def get_primary(self):
        return Action("Ubah profil", reverse("officers:profile-change"), icon="edit")

    def get_others(self):
        return [Action("Ganti kata sandi", reverse("officers:password-change"), icon="lock")]

    def get_facts(self):
        account = self.object
        return [
            Fact("Nama", str(account)),
            Fact("Peran", account.get_role_display()),
            Fact("Kantor", account.office.name if account.office else ""),
            Fact("Nama pengguna", account.username),
            Fact("Surel", account.email),
            Fact("Nomor WhatsApp", account.phone),
            Fact("Pemberitahuan lewat surel", account.get_mail_rhythm_display()),
            Fact("Masuk sejak", account.last_login),
        ]

    def get_context_data(self, **context):
        own = rights.sentences(self.request.user.permissions)
        return super().get_context_data(own_rights=own, **context)


class ProfileChange(OwnAccount, ChangePage):
    title = "Ubah profil"
    parents = PARENTS
    form_class = ProfileForm
    submit_label = "Simpan profil"
    success_message = "Profil Anda tersimpan."

    def get_cancel_url(self) -> str:
        return reverse("officers:profile")

    get_success_url = get_cancel_url

    def perform(self, form):
        changes = audit.changed_fields(form)
        changes.pop("password", None)
        account = form.save(commit=False)
        return actions.change_profile(
            account=account, changes=changes, by=self.request.user, at=timezone.now()
        )


class PasswordChange(OwnAccount, ChangePage):
    title = "Ganti kata sandi"
    parents = PARENTS
    form_class = OwnPasswordForm
    submit_label = "Ganti kata sandi"
    success_message = "Kata sandi diganti. Perangkat lain harus masuk lagi."

    def get_cancel_url(self) -> str:
        return reverse("officers:profile")

    get_success_url = get_cancel_url

    def get_hidden(self) -> dict[str, str]:
        return {}

    def perform(self, form):
        password = form.cleaned_data["new_password1"]
        account = actions.set_password(account=self.object, password=password, by=self.request.user)
        update_session_auth_hash(self.request, account)
        return account


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every device of the account has to sign in again, this one too."""
    actions.end_sessions(account=request.user, by=request.user)
    logout(request)
    messages.success(request, "Anda keluar dari semua perangkat.")
    return redirect("login")
