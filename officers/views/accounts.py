"""Accounts of people, as the admin of an office keeps them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import (
    ChangePage,
    Chip,
    Column,
    CreatePage,
    DetailPage,
    Fact,
    ListPage,
)
from dbi_portal.lib.pages.parts import Action, Crumb
from officers import audit
from officers.actions import accounts as actions
from officers.forms.accounts import AccountFilter, AccountForm
from officers.models import User
from officers.roles import Role
from officers.views.letters import tell_of_invitation

PARENTS = [("Akun", "officers:user-list")]


def state_chip(account: User) -> Chip:
    if not account.is_active:
        return Chip("tidak aktif", "plain", "lock")
    if account.last_login is None and account.invited_at:
        return Chip("diundang", "warn", "clock")
    return Chip("aktif", "good", "check")


class AccountPage:
    model = User

    def refine(self, accounts: QuerySet) -> QuerySet:
        return accounts.select_related("office")

    def may_keep(self, account: User) -> bool:
        return actions.may_keep(self.request.user, account, on=timezone.localdate())


class AccountList(AccountPage, ListPage):
    permission = "officers.view_user"
    title, noun = "Akun", "akun"
    lead = "Siapa dapat masuk ke portal, sebagai apa, dan dari kantor mana."
    filterset_class, default_sort = AccountFilter, "nama"
    add_url, add_label = "officers:user-create", "Undang orang"
    add_permission = "officers.add_user"
    search_hint = "Nama, surel, atau kantor"
    empty_title = "Belum ada akun"
    columns = [
        Column("Nama", str, sort="full_name", note="username"),
        Column("Peran", "get_role_display", sort="role"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column(
            "Terakhir masuk", "last_login", sort="last_login", kind="moment", hide_on_phone=True
        ),
        Column("Keadaan", state_chip, kind="chip"),
    ]

    def row_url(self, row: User) -> str:
        return reverse("officers:user-detail", args=[row.pk])

    def get_others(self):
        return [self.action("Siapa boleh apa", reverse("officers:rights"), icon="list")]


class AccountDetail(AccountPage, DetailPage):
    permission = "officers.view_user"
    template_name = "officers/account.html"
    context_object_name = "account"  # "user" is whoever reads, on every page
    parents = PARENTS

    def get_chips(self):
        return [state_chip(self.object)]

    def url(self, name: str) -> str:
        return reverse(f"officers:user-{name}", args=[self.object.pk])

    def get_primary(self):
        if self.object.pk == self.request.user.pk:
            return Action("Ubah profil Anda", reverse("officers:profile-change"), icon="edit")
        return Action("Ubah akun", self.url("change"), icon="edit") if self.kept else None

    @property
    def kept(self) -> bool:
        if not hasattr(self, "_kept"):
            self._kept = self.may_keep(self.object)
        return self._kept

    def get_others(self):
        account = self.object
        if not self.kept:
            return []
        if not account.is_active:
            return [Action("Aktifkan lagi", self.url("reactivate"), icon="check")]
        waiting = account.last_login is None and not account.has_usable_password()
        again = (
            Action("Kirim ulang undangan", self.url("invite-again"), icon="send", post=True)
            if waiting
            else Action("Setel ulang kata sandi", self.url("reset"), icon="lock")
        )
        return [again, Action("Nonaktifkan", self.url("deactivate"), icon="x", danger=True)]

    def get_facts(self):
        account = self.object
        return [
            Fact("Peran", account.get_role_display()),
            Fact(
                "Kantor",
                account.office.name if account.office else "",
                url=account.office.get_absolute_url() if account.office else "",
            ),
            Fact("Nama pengguna", account.username),
            Fact("Surel", account.email),
            Fact("Nomor WhatsApp", account.phone),
            Fact("Diundang", account.invited_at),
            Fact("Terakhir masuk", account.last_login),
            Fact("Dibuat", account.date_joined),
        ]

    def get_context_data(self, **context):
        official = self.object.role == Role.VILLAGE_OFFICIAL
        return super().get_context_data(
            official=official,
            is_own=self.object.pk == self.request.user.pk,
            kept=self.kept,
            **context,
        )


class AccountCreate(AccountPage, CreatePage):
    permission = "officers.add_user"
    title = "Undang orang"
    lead = "Kami mengirim tautan ke surelnya; di sana ia memilih kata sandinya sendiri."
    parents = PARENTS
    form_class = AccountForm
    submit_label = "Kirim undangan"
    success_message = "Akun {row} dibuat."

    def perform(self, form):
        account = form.save(commit=False)
        return actions.invite(account=account, by=self.request.user, at=timezone.now())

    def form_valid(self, form):
        answer = super().form_valid(form)
        if self.object is not None:
            tell_of_invitation(self.request, self.object)
        return answer

    def get_success_url(self) -> str:
        return reverse("officers:user-detail", args=[self.object.pk])


class KeptPage(AccountPage, ChangePage):
    """A change to somebody's account, by who could have given the role."""

    permission = "officers.change_user"

    def check_permission(self) -> None:
        super().check_permission()
        if not self.may_keep(self.object):
            raise PermissionDenied

    def get_parents(self):
        return [*super().get_parents(), Crumb(self.name, self.get_cancel_url())]

    parents = PARENTS

    def get_cancel_url(self) -> str:
        return reverse("officers:user-detail", args=[self.object.pk])

    get_success_url = get_cancel_url


class AccountChange(KeptPage):
    form_class = AccountForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada akun {row} tersimpan."

    def perform(self, form):
        return actions.change_account(
            account=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
            at=timezone.now(),
        )


@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for somebody who has not signed in yet; the old one no longer works."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("officers.change_user"):
        raise PermissionDenied
    try:
        account = actions.invite_again(account=account, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        tell_of_invitation(request, account)
    return redirect("officers:user-detail", pk=pk)
