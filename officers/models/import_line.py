from __future__ import annotations

from django.db import models

from officers.models.import_run import ImportRun
from officers.models.user import User


class ImportLineQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> ImportLineQuerySet:
        """Lines of the imports this user sees."""
        return self.filter(run__in=ImportRun.objects.visible_to(user))

    def to_write(self) -> ImportLineQuerySet:
        return self.filter(state__in=ImportLine.WRITTEN_STATES)


class ImportLine(models.Model):
    """One row of a sheet (for figures: one cell of it) against the register.

    `values` are what it states, by the resource's field names and ready for JSON; `before` what the
    register holds in its place, only where that differs. `key` tells lines that speak of the same
    thing. `target` is the id of the row it would change, `written` of the one it wrote.
    """

    class State(models.TextChoices):
        NEW = "new", "Baru"
        CHANGED = "changed", "Berubah"
        UNCHANGED = "unchanged", "Sama"
        LOCKED = "locked", "Bulan tertutup"
        SKIPPED = "skipped", "Dilewati"
        QUESTION = "question", "Pertanyaan"
        ERROR = "error", "Galat"

    WRITTEN_STATES = (State.NEW, State.CHANGED)

    id = models.BigAutoField(primary_key=True)
    # Without index and constraint of its own: a check alone writes lines, holding its run, and a
    # hundred thousand checks of one and the same run would take as long as all else it does.
    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="lines", db_index=False, db_constraint=False
    )
    position = models.PositiveIntegerField("urutan")
    sheet = models.CharField("lembar", max_length=80, blank=True)
    row = models.PositiveIntegerField("baris")
    column = models.CharField("kolom", max_length=80, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=State)
    key = models.UUIDField("kunci", null=True)
    target = models.CharField("mengubah", max_length=40, blank=True)
    written = models.CharField("menjadi", max_length=40, blank=True)
    values = models.JSONField("isi", default=dict)
    before = models.JSONField("semula", default=dict)
    messages = models.JSONField("pesan", default=list)
    question = models.CharField("pertanyaan", max_length=12, blank=True)
    said = models.TextField("tertulis", blank=True)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
        ordering = ["run", "position"]
        indexes = [
            models.Index(fields=["run", "state", "position"], name="import_line_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.column}".strip()
