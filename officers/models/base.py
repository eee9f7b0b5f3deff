"""What many tables share: a span of days, a source, a configurable word."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from officers.scoping import TermQuerySet


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Rows in force on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def during(self, first: date, last: date) -> Self:
        """Rows in force on at least one day of first..last, both included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)


class Dated(models.Model):
    """In force from `starts_on` to `ends_on`, both included; open while `ends_on` is empty."""

    starts_on = models.DateField("mulai berlaku")
    ends_on = models.DateField("berakhir", null=True, blank=True)

    class Meta:
        abstract = True


class Sourced(models.Model):
    """Says where a row comes from, and whether it was made up for the demo."""

    made_up = models.BooleanField("data contoh", default=False, editable=False)
    source = models.CharField("sumber", max_length=300, blank=True)

    class Meta:
        abstract = True


class Term(models.Model):
    """A word of a list: no official list was found, so ours is a default.

    Without an office it is everyone's and the centre keeps it; a Kanwil's or an office's own word
    is offered to that office and to those beneath it.
    """

    code = models.SlugField("kode", max_length=60, unique=True)
    name = models.CharField("nama", max_length=150)
    position = models.PositiveSmallIntegerField("urutan", default=0)
    is_default = models.BooleanField("bawaan portal", default=False)
    retired_on = models.DateField("tidak dipakai sejak", null=True, blank=True)
    office = models.ForeignKey(
        "officers.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="milik",
        help_text="Kosong: berlaku untuk semua kantor.",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
