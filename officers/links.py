"""Links by mail that let their reader choose a password: seven days, once, and only the latest."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from dbi_portal.lib import mail
from officers.models import User


class LinkToken(PasswordResetTokenGenerator):
    """Void as soon as the password, the address, a session or the invitation changed."""

    key_salt = "officers.links.LinkToken"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        usual = super()._make_hash_value(user, timestamp)
        return f"{usual}{user.session_epoch}{user.is_active}{user.invited_at}"


token = LinkToken()


def path_for(account: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    return reverse("password-set", args=[uid, token.make_token(account)])


def send_invitation(account: User, *, by: User, base_url: str) -> bool:
    """False when the letter could not leave; the account stays, and can be invited again."""
    return _send("mail/invitation.txt", account, base_url, invited_by=by)


def send_password_link(account: User, *, base_url: str) -> bool:
    return _send("mail/password.txt", account, base_url)


def _send(template: str, account: User, base_url: str, **more) -> bool:
    context = {
        "account": account,
        "url": base_url + path_for(account),
        "portal": base_url + quote(reverse("login")),
        **more,
    }
    return mail.send(template, to=account.email, context=context)
