"""Tokens with which other systems read the API, as the admin of an office keeps them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from dbi_portal.lib.pages import (
    Chip,
    Column,
    ConfirmPage,
    CreatePage,
    Crumb,
    DetailPage,
    Fact,
    ListPage,
    PageHead,
    repeats,
)
from dbi_portal.lib.pages.forms import put_errors
from officers.actions import tokens as actions
from officers.forms.tokens import TokenFilter, TokenForm
from officers.models import ApiToken

PARENTS = [("Token API", "officers:token-list")]


def state_chip(token: ApiToken) -> Chip:
    if token.revoked_at:
        return Chip("dicabut", "plain", "lock")
    if token.expires_on < timezone.localdate():
        return Chip("habis masa", "warn", "clock")
    return Chip("berlaku", "good", "check")


def scopes_of(token: ApiToken) -> str:
    labels = dict(ApiToken.Scope.choices)
    return ", ".join(labels.get(scope, scope) for scope in token.scopes)


class TokenPage:
    model = ApiToken

    def refine(self, tokens: QuerySet) -> QuerySet:
        return tokens.select_related("office", "created_by", "revoked_by")


class TokenList(TokenPage, ListPage):
    permission = "officers.view_apitoken"
    title, noun = "Token API", "token"
    lead = "Dengan token, sistem lain membaca data portal tanpa akun orang."
    template_name = "officers/tokens/list.html"
    filterset_class, default_sort = TokenFilter, "nama"
    add_url, add_label = "officers:token-create", "Buat token"
    add_permission = "officers.add_apitoken"
    search_hint = "Nama sistem, kantor, atau awal token"
    empty_title = "Belum ada token"
    empty_text = "Buat satu token untuk satu sistem, agar dapat dicabut sendiri-sendiri."
    columns = [
        Column("Nama sistem", "name", sort="name", note="beginning"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Boleh membaca", scopes_of, hide_on_phone=True),
        Column("Berlaku sampai", "expires_on", sort="expires_on", kind="date"),
        Column("Terakhir dipakai", "last_used_on", sort="last_used_on", kind="date",
               hide_on_phone=True),
        Column("Keadaan", state_chip, kind="chip"),
    ]  # fmt: skip

    def row_url(self, row: ApiToken) -> str:
        return reverse("officers:token-detail", args=[row.pk])


class TokenDetail(TokenPage, DetailPage):
    permission = "officers.view_apitoken"
    parents = PARENTS

    def get_chips(self):
        return [state_chip(self.object)]

    def get_others(self):
        if self.object.revoked_at:
            return []
        url = reverse("officers:token-revoke", args=[self.object.pk])
        revoke = self.action(
            "Cabut", url, permission="officers.change_apitoken", icon="x", danger=True
        )
        return [revoke] if revoke else []

    def get_facts(self):
        token = self.object
        return [
            Fact("Kantor", token.office.name, url=token.office.get_absolute_url()),
            Fact("Boleh membaca", scopes_of(token)),
            Fact("Awal token", f"{token.beginning}…"),
            Fact("Berlaku sampai", token.expires_on),
            Fact("Dibuat", token.created_at),
            Fact("Dibuat oleh", str(token.created_by or "")),
            Fact("Terakhir dipakai", token.last_used_on),
            Fact("Dicabut", token.revoked_at),
            Fact("Dicabut oleh", str(token.revoked_by or "")),
        ]


@method_decorator(never_cache, name="dispatch")
class TokenCreate(TokenPage, CreatePage):
    """The answer to the form is the only page that ever shows the token."""

    permission = "officers.add_apitoken"
    title = "Buat token"
    lead = "Satu token untuk satu sistem. Token hanya ditampilkan sekali, sesudah dibuat."
    parents = PARENTS
    form_class = TokenForm
    submit_label = "Buat token"

    def form_valid(self, form: TokenForm) -> HttpResponse:
        row = form.save(commit=False)
        try:
            with transaction.atomic():
                secret = actions.make_token(token=row, by=self.request.user, at=timezone.now())
        except ValidationError as refused:
            put_errors(form, refused)
            return self.form_invalid(form)
        repeats.remember(self.request, reverse("officers:token-detail", args=[row.pk]))
        return shown_once(self.request, row, secret)


def shown_once(request: HttpRequest, token: ApiToken, secret: str) -> HttpResponse:
    """Not kept anywhere, not even in the session: so not a redirect."""
    page = PageHead(
        "Token sudah dibuat",
        lead=f"Untuk {token.name}. Salin sekarang: setelah halaman ini ditutup, token tidak dapat "
        "ditampilkan lagi.",
        crumbs=[
            Crumb("Beranda", reverse("home")),
            Crumb("Token API", reverse("officers:token-list")),
            Crumb("Token sudah dibuat"),
        ],
    )
    return render(
        request,
        "officers/tokens/made.html",
        {
            "page": page,
            "token": token,
            "secret": secret,
            "api": request.build_absolute_uri("/api/v1/"),
            "resource": token.scopes[0],
            "scopes": scopes_of(token),
            "url": reverse("officers:token-detail", args=[token.pk]),
        },
    )


class TokenRevoke(TokenPage, ConfirmPage):
    permission = "officers.change_apitoken"
    parents = PARENTS
    title = "Cabut token"
    question = "Cabut token {row}?"
    consequence = (
        "Sistem yang memakainya langsung tidak dapat membaca data lagi. Token yang dicabut tidak "
        "dapat dipakai lagi; buat yang baru bila perlu."
    )
    submit_label = "Cabut"
    success_message = "Token {row} dicabut."

    def perform(self, form):
        return actions.revoke_token(token=self.object, by=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return reverse("officers:token-detail", args=[self.object.pk])

    get_cancel_url = get_success_url
