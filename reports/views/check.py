"""The public page that says what a paper can be checked against (docs/adr/0028).

No sign-in, no cookie: the form that takes a PDF changes nothing and answers everybody alike, so
there is nothing a forged request could win, and no token is needed.
"""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dbi_portal.lib.address import address_of
from dbi_portal.lib.fingerprints import Fingerprinting
from dbi_portal.lib.patience import Patience, wait_in_words
from reports.models import ReportRevision
from reports.views import check_words as words

LARGEST = 25 * 1024 * 1024
# Only codes nobody has are counted: an office may look up as many of its papers as it likes.
GUESSING = Patience("check-code", free=20)


@login_not_required
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper; `?kode=` leads to its page."""
    typed = request.GET.get("kode", "")[:200]
    if code := words.as_printed(typed):
        return redirect("reports:check", code=code)
    return _page(request, empty="kode" in request.GET)


@login_not_required
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the portal keeps under this code; with a PDF sent along, whether it is the same."""
    reading = Fingerprinting(request, most=LARGEST)
    request.upload_handlers = [reading]
    at, who = timezone.now(), address_of(request)
    if until := GUESSING.waits(who, at=at):
        return _slowed(request, wait_in_words(until, at))
    code = words.as_printed(code[:200])
    revision = _revision(code)
    if revision is None:
        GUESSING.ask(who, at=at)
        why = words.why_unknown(code)
        return _page(request, HTTPStatus.NOT_FOUND, typed=code, unknown=why)
    context = {
        "revision": revision,
        "standing": words.standing(revision),
        "facts": words.facts(revision),
        "compared": _compared(request, revision, reading),
    }
    return render(request, "reports/check/paper.html", context)


def _revision(code: str) -> ReportRevision | None:
    found = ReportRevision.objects.select_related("report__office").exclude(code="")
    return found.filter(code=code).first()


def _compared(request: HttpRequest, revision: ReportRevision, reading: Fingerprinting):
    if request.method != "POST":
        return None
    upload = request.FILES.get("pdf")
    return words.compared(revision, upload, too_large=reading.too_large)


def _slowed(request: HttpRequest, wait: str) -> HttpResponse:
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS, wait=wait)


def _page(request: HttpRequest, status: int = HTTPStatus.OK, **context) -> HttpResponse:
    return render(request, "reports/check/ask.html", context, status=status)
