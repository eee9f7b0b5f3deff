"""What the admin reads after a letter left, or did not."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from dbi_portal.lib import mail
from officers import links
from officers.models import User


def tell_of_invitation(request: HttpRequest, account: User) -> None:
    """Send the invitation and say what happened."""
    base = mail.portal_url(request)
    sent = links.send_invitation(account, by=request.user, base_url=base)
    _tell(request, sent, account, "Undangan", "Kirim ulang undangan")


def tell_of_password_link(request: HttpRequest, account: User) -> None:
    sent = links.send_password_link(account, base_url=mail.portal_url(request))
    _tell(request, sent, account, "Tautan kata sandi", "Setel ulang kata sandi")


def _tell(request: HttpRequest, sent: bool, account: User, what: str, again: str) -> None:  # noqa: FBT001
    if not sent:
        messages.error(
            request,
            f"{what} belum terkirim: peladen surel tidak menjawab. Coba nanti dengan “{again}”.",
        )
        return
    folder = mail.lies_in()
    if folder and settings.DEMO_MODE:
        messages.info(
            request,
            f"{what} untuk {account.email} tidak dikirim ke luar: ini portal contoh. "
            f"Suratnya ada di map {folder}.",
        )
    else:
        messages.success(request, f"{what} dikirim ke {account.email}, berlaku 7 hari.")
