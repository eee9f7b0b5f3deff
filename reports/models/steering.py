"""What people set to steer by: indicators, kept views, and what they said about doubtful data."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from officers.models import Office, User
from officers.scoping import OfficeScopedQuerySet


class Indicator(models.Model):
    """A figure with a target, set by the centre for all or by a Kanwil for its offices.

    `numerator` and `denominator` are keys of `reports/figures/indicators/`; without a denominator
    the indicator is the numerator itself.
    """

    class Period(models.TextChoices):
        MONTH = "bulan", "per bulan"
        QUARTER = "triwulan", "per triwulan"
        YEAR = "tahun", "per tahun"

    class Better(models.TextChoices):
        HIGHER = "naik", "makin tinggi makin baik"
        LOWER = "turun", "makin rendah makin baik"

    class Unit(models.TextChoices):
        NUMBER = "angka", "angka"
        PERCENT = "persen", "persen"
        EACH = "per", "pembilang per satu penyebut"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="indicators", verbose_name="ditetapkan oleh"
    )
    name = models.CharField("nama", max_length=150)
    explanation = models.CharField("penjelasan", max_length=300, blank=True)
    numerator = models.CharField("pembilang", max_length=60)
    denominator = models.CharField("penyebut", max_length=60, blank=True)
    unit = models.CharField("satuan", max_length=10, choices=Unit, default=Unit.NUMBER)
    better = models.CharField("arah", max_length=10, choices=Better, default=Better.HIGHER)
    target = models.DecimalField("target", max_digits=12, decimal_places=2)
    period = models.CharField("periode", max_length=10, choices=Period, default=Period.MONTH)
    starts_on = models.DateField("berlaku mulai")
    ends_on = models.DateField("berlaku sampai", null=True, blank=True)
    set_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditetapkan"
    )
    set_at = models.DateTimeField("pada", editable=False)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="indicator_ends_after_it_starts",
                violation_error_message="Akhir masa berlaku tidak boleh sebelum awalnya.",
            ),
            models.CheckConstraint(
                condition=Q(unit="angka", denominator="") | (~Q(unit="angka") & ~Q(denominator="")),
                name="indicator_with_a_ratio_says_of_what",
                violation_error_message="Persen dan angka per satuan memerlukan penyebut; "
                "angka biasa tidak memakainya.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SavedViewQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own, and what colleagues of the same office share."""
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return self.none()
        return self.filter(Q(owner=user) | Q(shared=True, office=user.office_id))


class SavedView(models.Model):
    """A page with its filters under a name: what stands behind the `?` of its address."""

    page = models.SlugField("halaman", max_length=40)
    name = models.CharField("nama", max_length=120)
    query = models.CharField("pilihan", max_length=2000, blank=True)
    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    office = models.ForeignKey(Office, models.PROTECT, related_name="saved_views")
    shared = models.BooleanField(
        "bagikan ke rekan sekantor",
        default=False,
        help_text="Rekan melihat pilihan yang sama dengan data yang boleh dilihatnya sendiri.",
    )
    saved_at = models.DateTimeField("disimpan")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "tampilan tersimpan"
        verbose_name_plural = "tampilan tersimpan"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="saved_view_has_a_name_of_its_own",
                violation_error_message="Anda sudah menyimpan tampilan dengan nama ini.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DataVerdict(models.Model):
    """What somebody said about something odd in the data. The latest one of a `key` holds.

    `key` names what was odd and the values it was odd with: a changed figure is asked about anew.
    """

    class Verdict(models.TextChoices):
        RIGHT = "benar", "Benar adanya"
        TO_MEND = "perbaiki", "Akan diperbaiki"
        IGNORED = "abaikan", "Abaikan"

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="kantor")
    kind = models.SlugField("aturan", max_length=40)
    key = models.CharField("kunci", max_length=200)
    month = models.DateField("bulan", null=True, blank=True)
    finding = models.CharField("temuan", max_length=500)
    verdict = models.CharField("putusan", max_length=10, choices=Verdict)
    note = models.CharField("alasan", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="oleh")
    at = models.DateTimeField("pada")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "putusan data"
        verbose_name_plural = "putusan data"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["office", "key", "-at"], name="verdict_by_key")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_verdict_display()}"
