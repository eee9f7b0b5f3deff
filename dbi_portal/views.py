from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from redis.exceptions import RedisError

from dbi_portal.api.answers import said
from dbi_portal.demo import accounts
from dbi_portal.lib.address import address_of
from dbi_portal.lib.patience import Patience, wait_in_words
from dbi_portal.middleware import where_he_was

# A wrong password slows down whoever types it, from where he types it, and nobody else.
SLOW = Patience("sign-in")


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi tidak cocok, atau akun tidak aktif. "
        "Periksa lalu coba lagi; bila lupa, minta tautan kata sandi baru di bawah.",
        "inactive": "Akun ini tidak aktif. Hubungi admin kantor Anda.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna atau surel"
        self.fields["password"].label = "Kata sandi"

    def clean(self):
        """Counted before the password is looked at: many at once count as many."""
        at, who = timezone.now(), (self.data.get("username", ""), address_of(self.request))
        until = SLOW.ask(*who, at=at)
        if until:
            wait = wait_in_words(until, at)
            raise ValidationError(f"Terlalu sering salah. Coba lagi dalam {wait}.", code="slow")
        cleaned = super().clean()
        SLOW.forget(*who)
        return cleaned


class SignIn(LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context):
        shown = accounts.rows() if settings.DEMO_MODE else ()
        return super().get_context_data(demo_accounts=shown, **context)


class SignOut(LogoutView):
    """Whoever uses this browser next finds no page of the last one by going back."""

    def post(self, request, *args, **kwargs):
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'
        return answer


@login_not_required
def healthz(request):
    """200 while database and broker answer, 503 when one is down: for a load balancer."""
    state = {"database": _answers(_ask_database), "broker": _answers(_ask_broker)}
    healthy = all(value == "ok" for value in state.values())
    return JsonResponse(
        {"status": "ok" if healthy else "down"} | state, status=200 if healthy else 503
    )


def _answers(ask) -> str:
    try:
        ask()
    except (DatabaseError, RedisError, OSError):
        return "down"
    return "ok"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    cache.get("healthz")


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """The request itself cannot be read: nothing of it is used to draw the answer."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """One's own row, but not one's own verb."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of an earlier sign-in; the browser kept its entries and gives them back there."""
    page = render_to_string("403_csrf.html", {"url": where_he_was(request)})
    return HttpResponse(page, status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """No such page, or somebody else's row: the answer is the same."""
    if request.path.startswith("/api/"):
        return said("Alamat ini tidak ada. Yang ada: /api/v1/dokumentasi/.", HTTPStatus.NOT_FOUND)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without user, session or database: any of them may be what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)
