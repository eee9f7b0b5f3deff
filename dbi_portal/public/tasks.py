"""The door for Celery: public figures are renewed before anybody asks for them."""

from __future__ import annotations

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.utils import timezone

from dbi_portal.lib.doorbell import ring
from dbi_portal.public import figures
from dbi_portal.public.datasets import DATASETS
from dbi_portal.public.fresh import keep
from dbi_portal.public.tables import Tables

PARTS = {figures.PART: figures.counted} | {each.slug: each.read for each in DATASETS}


@shared_task
def renew() -> None:
    """Everything public, from the same tables: the page and the files agree."""
    if settings.PUBLIC_SECONDS:
        found = Tables(timezone.localdate())
        keep({part: make(found) for part, make in PARTS.items()})


@worker_ready.connect
def renew_after_an_update(**_) -> None:
    ring("dbi_portal.public.tasks.renew")
