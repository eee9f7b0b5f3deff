"""Sums of approved sessions, kept by PostgreSQL with every statement that touches one.

A month of an office is counted anew whenever one of its approved sessions, or what hangs on it,
changes: some hundred rows, in place of a million whenever a page is opened. They hold no truth of
their own; `manage.py check_summaries` counts the sessions again. How: outreach/models/counting.py.
"""

from __future__ import annotations

from django.db import models

from officers.models import Office
from officers.scoping import OfficeScopedQuerySet


class MonthOfOffice(models.Model):
    """`month` is its first day, by the day the session was held."""

    office = models.ForeignKey(
        Office, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    month = models.DateField()
    sessions = models.IntegerField()

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class SessionSum(MonthOfOffice):
    """Sessions by kind. People: the written total, else the sum of the groups."""

    kind_id = models.BigIntegerField()
    people = models.BigIntegerField()
    uncounted = models.IntegerField()  # sessions that say nothing about their participants
    without_village = models.IntegerField()  # that served no Desa Binaan
    made_up = models.IntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "jumlah kegiatan"
        constraints = [
            models.UniqueConstraint(fields=["office", "month", "kind_id"], name="session_sum_once")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.month}: {self.sessions}"


class ServedSum(MonthOfOffice):
    """Sessions that served a Desa Binaan; a session of several stands in each of them."""

    village_id = models.BigIntegerField()
    people = models.BigIntegerField()
    last_on = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = "jumlah kegiatan per Desa Binaan"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "month", "village_id"], name="served_sum_once"
            )
        ]
        indexes = [models.Index(fields=["village_id", "month"], name="served_sum_by_village")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.month}: {self.sessions}"


class ReachedSum(MonthOfOffice):
    """Sessions that name a region as reached, with the RT and RW they say (repeated ones too)."""

    region = models.CharField(max_length=13)
    rt = models.IntegerField()
    rw = models.IntegerField()
    last_on = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = "jumlah kegiatan per wilayah"
        constraints = [
            models.UniqueConstraint(fields=["office", "month", "region"], name="reached_sum_once")
        ]
        indexes = [
            models.Index(
                fields=["region", "month"],
                opclasses=["varchar_pattern_ops", "date_ops"],
                name="reached_sum_by_region",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.month}: {self.sessions}"


class InstitutionSum(MonthOfOffice):
    """Sessions at which an institution spoke."""

    institution_id = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "jumlah kegiatan per instansi"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "month", "institution_id"], name="institution_sum_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month}: {self.sessions}"
