"""Who asks: a token in the header, checked at every request; never a cookie or a session."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.security import HttpBearer
from redis.exceptions import RedisError

from dbi_portal.lib.address import address_of
from dbi_portal.lib.days import long_date
from dbi_portal.lib.patience import Patience
from officers.actions.tokens import digest_of
from officers.models import ApiToken, Office, User
from officers.roles import OfficeKind, Role

# Guessing 256 random bits is hopeless; a system that asks with a wrong token all day is noise.
GUESSING = Patience("api-token", free=30)
UNKNOWN = "Token tidak dikenal. Kirim kepala “Authorization: Bearer <token>” dengan token portal."
# Whoever reads for an office of this kind and decides nothing.
READERS = {
    OfficeKind.CENTRE: Role.MONEV,
    OfficeKind.KANWIL: Role.SUPERVISOR,
    OfficeKind.KANIM: Role.OPERATOR,
    OfficeKind.RUDENIM: Role.OPERATOR,
}


class TooMany(HttpError):
    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(429, f"Terlalu banyak permintaan. Coba lagi dalam {wait} detik.")


class TokenMayRead(HttpBearer):
    """Lets a token in whose scope holds `scope`; the request then carries its `reader`."""

    openapi_description = "Token dari halaman Token API portal."

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> ApiToken:
        found = super().__call__(request)
        if found is None:
            raise AuthenticationError(message=UNKNOWN)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        at = timezone.now()
        known = _known(request, token, at)
        _refuse_ended(known, at)
        _slow_down(known, at)
        if self.scope not in known.scopes:
            label = ApiToken.Scope(self.scope).label
            raise AuthorizationError(message=f"Token ini tidak boleh membaca {label}.")
        _note_use(known, at)
        request.reader = reader_of(known.office)
        return known


def reader_of(office: Office) -> User:
    """Stands for somebody who reads in this office: an account that is nobody's and never saved.

    Every register asks him as it asks a person, so a token sees neither more nor less.
    """
    return User(username="api", role=READERS[OfficeKind(office.kind)], office=office)


def _known(request: HttpRequest, token: str, at: datetime) -> ApiToken:
    """Looked up by its digest, from the main server: a copy may not know of a revocation yet."""
    tokens = ApiToken.objects.using(DEFAULT_DB_ALIAS).select_related("office")
    known = tokens.filter(digest=digest_of(token.strip())).first()
    if known is None:
        if until := GUESSING.ask(address_of(request), at=at):
            raise TooMany(max(1, round((until - at).total_seconds())))
        raise AuthenticationError(message=UNKNOWN)
    return known


def _refuse_ended(token: ApiToken, at: datetime) -> None:
    if token.revoked_at:
        raise AuthenticationError(message="Token ini sudah dicabut. Minta yang baru kepada admin.")
    if token.expires_on < timezone.localdate(at):
        until = long_date(token.expires_on)
        raise AuthenticationError(message=f"Token ini berlaku sampai {until}. Minta yang baru.")


def _slow_down(token: ApiToken, at: datetime) -> None:
    """So many requests a minute and token; a cache that is down lets everybody through."""
    minute, second = divmod(int(at.timestamp()), 60)
    key = f"api:{token.pk}:{minute}"
    try:
        cache.add(key, 0, 120)
        asked = cache.incr(key)
    except (RedisError, ValueError):
        return
    if asked > settings.API_REQUESTS_A_MINUTE:
        raise TooMany(60 - second)


def _note_use(token: ApiToken, at: datetime) -> None:
    """Once a day, so that reading stays reading."""
    today = timezone.localdate(at)
    if token.last_used_on != today:
        rows = ApiToken.objects.using(DEFAULT_DB_ALIAS).filter(pk=token.pk)
        rows.update(last_used_on=today)
