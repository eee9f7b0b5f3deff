"""Files around an import: the original, its correction workbook, the empty template."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from dbi_portal.lib.sheets import SheetError
from officers.imports.correcting import correction
from officers.imports.kinds import Kind, importable_by
from officers.models import ImportRun, Office
from officers.views.imports_runs import find_run

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent, for who may see the import."""
    run = find_run(request, pk)
    # Never shown by the browser: what somebody uploaded is only ever saved.
    response = FileResponse(
        _opened(run),
        as_attachment=True,
        filename=run.filename,
        content_type="application/octet-stream",
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _opened(run: ImportRun):
    try:
        return run.original.open("rb")
    except FileNotFoundError as gone:  # taken away by hand; the run and its figures stay
        raise Http404("Berkas asli ini tidak ada lagi.") from gone


def import_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender's own sheet, the cells that stand in the way coloured and noted."""
    run = find_run(request, pk)
    if run.state != ImportRun.State.PREVIEW:
        raise Http404("Hanya impor yang menunggu konfirmasi mempunyai lembar koreksi.")
    try:
        content = correction(run)
    except FileNotFoundError as gone:
        raise Http404("Berkas asli ini tidak ada lagi.") from gone
    except SheetError as refused:
        messages.error(request, str(refused))
        return redirect(run)
    name = f"{PurePath(run.filename).stem} - koreksi.xlsx"
    response = FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def import_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in: ?jenis=villages&kantor=12; without a kind the first one may import.

    Without an office it is filled for all the offices one sees.
    """
    kind, office = _asked_kind(request), _asked_office(request)
    name = "-".join(filter(None, ("templat", kind.code, office.code if office else "")))
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    content = kind.template(request.user, office, timezone.localdate())
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _asked_kind(request: HttpRequest) -> Kind:
    kinds = importable_by(request.user)
    if not kinds:
        raise PermissionDenied
    code = request.GET.get("jenis") or kinds[0].code
    kind = next((kind for kind in kinds if kind.code == code), None)
    if kind is None:
        raise PermissionDenied
    return kind


def _asked_office(request: HttpRequest) -> Office | None:
    offices = Office.objects.visible_to(request.user).reporting()
    asked = request.GET.get("kantor", "")
    if asked.isdecimal():
        return get_object_or_404(offices, pk=int(asked))
    return offices.first() if len(offices) == 1 else None
