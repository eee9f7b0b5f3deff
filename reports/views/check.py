"""The public page that says what a paper copy can be checked against. No sign-in, no figures."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    return render(request, "reports/check/ask.html")


@login_not_required
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the portal keeps under this code."""
    return render(request, "reports/check/ask.html", status=404)
