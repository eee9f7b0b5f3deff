"""Whose imports one sees, and which of them one may change."""

from __future__ import annotations

from time import monotonic, sleep

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from dbi_portal.lib.pages import Chip
from officers.imports.kinds import KINDS, Kind, visible_codes
from officers.models import ImportRun, Job, User
from officers.views.imports_words import state_chip

PATIENCE = 1.5  # seconds in which a small sheet is usually done
GLANCE = 0.05


def runs_of(user: User) -> QuerySet[ImportRun]:
    """Imports of the offices this user sees, of the kinds the portal knows."""
    runs = ImportRun.objects.visible_to(user).filter(kind__in=KINDS)
    return runs.select_related("office", "within", "job", "uploaded_by")


def listed_runs(user: User) -> QuerySet[ImportRun]:
    """For lists: kinds this user may see; of the outcome only what a chip says."""
    runs = runs_of(user).filter(kind__in=visible_codes(user)).defer("outcome", "answers")
    return runs.annotate(
        faulty=KT("outcome__counts__error"),
        asked=KT("outcome__counts__question"),
        misread=KT("outcome__problems__0__message"),
        replaced=Exists(ImportRun.objects.filter(replaces=OuterRef("pk"))),
    )


def listed_chip(run: ImportRun) -> Chip:
    """The chip of a run out of `listed_runs`."""
    return state_chip(
        run, wrong=bool(run.faulty or run.asked or run.misread), replaced=run.replaced
    )


def kind_of(run: ImportRun) -> Kind:
    return KINDS[run.kind]


def find_run(request: HttpRequest, pk: int, *, writing: bool = False) -> ImportRun:
    """The run, if the reader may see it (`writing`: change it). Another office's is 404."""
    runs = runs_of(request.user).select_related(
        "office", "within", "job", "uploaded_by__office", "committed_by", "undone_by", "replaces"
    )
    run = get_object_or_404(runs, pk=pk)
    kind = kind_of(run)
    if not request.user.has_perm(kind.permission if writing else kind.view):
        raise PermissionDenied
    return run


def wait_for(job: Job | None) -> None:
    """A moment's patience, so that a small sheet is done when its page opens."""
    # Within a transaction nobody has heard of the job yet.
    if job is None or connection.in_atomic_block:
        return
    until = monotonic() + PATIENCE
    finished = Job.objects.filter(pk=job.pk, finished_at__isnull=False)
    while monotonic() < until and not finished.exists():
        sleep(GLANCE)
