"""The API put together. Everything but its description asks for a token of its own kind."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from dbi_portal.api.activities import sessions
from dbi_portal.api.answers import answer_in_words, not_allowed
from dbi_portal.api.documentation import documentation
from dbi_portal.api.figures import reports, statistics
from dbi_portal.api.places import regions, villages

api = NinjaAPI(
    title="API Portal Desa Binaan Imigrasi",
    version="1.0",
    description="Membaca data yang dilihat sebuah kantor: wilayah, Desa Binaan, kegiatan, "
    "statistik paspor, dan laporan. Hanya membaca; setiap permintaan membawa token.",
    urls_namespace="api",
    docs_url=None,
)
answer_in_words(api)
api.add_router("/wilayah", regions)
api.add_router("/desa", villages)
api.add_router("/kegiatan", sessions)
api.add_router("/statistik", statistics)
api.add_router("/laporan", reports)


def reading_only(view):
    """For programs: no sign-in page, no cookies, nothing kept on the way, and no other verb."""

    @wraps(view, updated=())
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "GET":
            return not_allowed()
        answer = view(request, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    answered.login_required = False
    answered.csrf_exempt = True
    return answered


def patterns() -> tuple:
    found, *names = api.urls
    for pattern in found:
        pattern.callback = reading_only(pattern.callback)
    return found, *names


documents = [
    path(
        "", documentation(api), name="api-index"
    ),  # who tries the base address is told what is there
    path("dokumentasi/", documentation(api), name="api-docs"),
]
