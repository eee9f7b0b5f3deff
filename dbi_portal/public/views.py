"""Pages for everybody. Drawn without a request: no user, no session, so no cookie either."""

from __future__ import annotations

from datetime import date
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from dbi_portal.public import figures, files, places
from dbi_portal.public.datasets import BY_SLUG, DATASETS, Dataset
from dbi_portal.public.fresh import BeingCounted, for_everybody, for_now, for_strangers
from dbi_portal.public.metadata import FORMATS, catalogue, file_path, metadata, period
from dbi_portal.public.migration import HELP, STEPS, WARNINGS
from reports.views import dashboard

ON_A_PAGE, NEXT, FIRST = 50, 6, 10


def drawn(template: str, **context) -> HttpResponse:
    return HttpResponse(render_to_string(template, context | {"demo": settings.DEMO_MODE}))


def patient(view):
    """While the figures are worked out for the first time, a page that says so."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BeingCounted:
            waiting = drawn("public/counting.html")
            waiting.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            return for_now(waiting)

    return answer


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Beranda for who is signed in, the public page for everybody else."""
    if request.user.is_authenticated:
        return dashboard.home(request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
    today = timezone.localdate()
    try:
        totals, last = figures.totals(today), for_strangers
    except BeingCounted:
        totals, last = None, for_now
    answer = drawn(
        "public/home.html",
        totals=totals,
        coming=places.coming_sessions(today)[:NEXT],
        steps=STEPS,
        warnings=WARNINGS,
        helps=HELP,
    )
    return last(answer)


@login_not_required
@require_safe
def villages(request: HttpRequest) -> HttpResponse:
    """Active Desa Binaan and coming sessions, of one region with `?q=`."""
    typed = request.GET.get("q", "").strip()[:100]
    page = Paginator(places.active_villages(typed), ON_A_PAGE).get_page(request.GET.get("page"))
    found = [places.shown(row) for row in page]
    today = timezone.localdate()
    answer = drawn(
        "public/villages.html",
        typed=typed,
        query=urlencode({"q": typed}),
        villages=found,
        leaf=page,
        coming=places.coming_sessions(today, typed),
        made_up=any(each.made_up for each in found),
    )
    return for_everybody(answer)


@login_not_required
@require_safe
@patient
def open_data(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    entries = [
        (dataset, metadata(dataset, today), _span(dataset, today), _files(dataset))
        for dataset in DATASETS
    ]
    return for_everybody(drawn("public/open_data.html", entries=entries))


@login_not_required
@require_safe
@patient
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """What one data set holds, column by column, with its first rows."""
    found, today = _dataset(slug), timezone.localdate()
    content = found.content(today)
    return for_everybody(
        drawn(
            "public/dataset.html",
            dataset=found,
            said=metadata(found, today),
            span=period(found, content),
            all_hidden=content.all_hidden,
            updated=content.day,
            files=_files(found),
            count=len(content.rows),
            rows=[_named(found, row) for row in content.rows[:FIRST]],
        )
    )


@login_not_required
@require_safe
@patient
def dataset_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    found, today = _dataset(slug), timezone.localdate()
    _, kind = FORMATS[ending]
    content = files.as_csv(found, today) if ending == "csv" else [files.as_json(found, today)]
    answer = StreamingHttpResponse(content, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{today}.{ending}"'
    answer["Access-Control-Allow-Origin"] = "*"  # public, and no cookie is ever looked at
    return for_everybody(answer)


@login_not_required
@require_safe
@patient
def data_catalogue(request: HttpRequest) -> HttpResponse:
    said = catalogue(timezone.localdate(), request.build_absolute_uri)
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    return for_everybody(answer)


def _dataset(slug: str) -> Dataset:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _named(dataset: Dataset, row: tuple) -> list[tuple]:
    """Each value beside its column, whose name a phone shows with it."""
    return list(zip(dataset.columns, map(files.plain, row), strict=True))


def _span(dataset: Dataset, today: date) -> tuple[date, date]:
    return period(dataset, dataset.content(today))


def _files(dataset: Dataset) -> list[tuple[str, str]]:
    return [(label, file_path(dataset, ending)) for ending, (label, _) in FORMATS.items()]
