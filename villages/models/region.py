from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.text import squash
from officers.models import ImportRun, Office, User


class RegionEdition(models.Model):
    """One published state of the Kemendagri codes; their decree changes every 1-2.5 years."""

    code = models.SlugField("kode", max_length=60, unique=True)
    name = models.CharField("nama", max_length=150)
    decree = models.CharField("dasar hukum", max_length=200, blank=True)
    source = models.CharField("sumber data", max_length=200)
    digest = models.CharField("sidik data", max_length=64)
    effective_on = models.DateField("berlaku mulai")
    loaded_at = models.DateTimeField("dimuat", auto_now_add=True)

    class Meta:
        verbose_name = "edisi wilayah"
        verbose_name_plural = "edisi wilayah"
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return self.name


class RegionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> RegionQuerySet:
        """Regions are public reference: everyone who is signed in sees all."""
        return self if user.is_authenticated and user.is_active else self.none()

    def current(self) -> RegionQuerySet:
        return self.filter(retired_on__isnull=True)

    def on(self, day: date) -> RegionQuerySet:
        """Regions that existed on that day, as far as the loaded editions tell."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))

    def villages(self) -> RegionQuerySet:
        return self.filter(level=Region.Level.VILLAGE)

    def within(self, code: str) -> RegionQuerySet:
        """The region itself and everything beneath it."""
        return self.filter(Q(code=code) | Q(code__startswith=f"{code}."))

    def matching(self, text: str) -> RegionQuerySet:
        """Every word of `text` occurs in the name or path, in any spelling of spaces and case.

        Every branch has its index: `search` begins with the whole name in one piece.
        """
        joined = squash(text)
        if not joined:
            return self.none()
        by_words = Q()
        for word in filter(None, map(squash, text.split())):
            by_words &= Q(search__contains=word)
        return self.filter(Q(code__startswith=text.strip()) | by_words | Q(search__contains=joined))


class Region(models.Model):
    """A province, regency or city, district or village, by its Kemendagri code PP.KK.CC.DDDD."""

    class Level(models.TextChoices):
        PROVINCE = "provinsi", "Provinsi"
        REGENCY = "kabupaten", "Kabupaten/Kota"
        DISTRICT = "kecamatan", "Kecamatan"
        VILLAGE = "desa", "Desa/Kelurahan"

    class Kind(models.TextChoices):
        PROVINCE = "provinsi", "Provinsi"
        REGENCY = "kabupaten", "Kabupaten"
        CITY = "kota", "Kota"
        DISTRICT = "kecamatan", "Kecamatan"
        KELURAHAN = "kelurahan", "Kelurahan"
        DESA = "desa", "Desa"
        ADAT = "desa-adat", "Desa adat"

    code = models.CharField("kode", max_length=13, primary_key=True)
    name = models.CharField("nama", max_length=120)
    level = models.CharField("tingkat", max_length=10, choices=Level)
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField("di", max_length=250, blank=True)
    key = models.CharField(max_length=120, editable=False)
    search = models.CharField(max_length=400, editable=False)
    edition = models.ForeignKey(RegionEdition, models.PROTECT, related_name="regions")
    retired_on = models.DateField("tidak berlaku sejak", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["level", "key"], name="region_by_key"),
            models.Index(fields=["name"], name="region_by_name"),
            GinIndex(fields=["search"], name="region_search", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="provinsi", parent__isnull=True)
                | (~Q(level="provinsi") & Q(parent__isnull=False)),
                name="only_a_province_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("villages:region-detail", args=[self.code])

    @property
    def full_name(self) -> str:
        """ "Kelurahan Tiban Baru, Sekupang, Kota Batam, Kepulauan Riau"."""
        kind = self.get_kind_display()
        # Cities, regencies and desa adat carry their kind in the name already.
        named = self.name.casefold().startswith(kind.casefold())
        name = self.name if named else f"{kind} {self.name}"
        return f"{name}, {self.path}" if self.path else name


class RegionSuccession(models.Model):
    """What became of a retired region: split, merged, renamed or moved."""

    retired = models.ForeignKey(Region, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Region, models.CASCADE, related_name="predecessions")
    edition = models.ForeignKey(RegionEdition, models.PROTECT, related_name="successions")

    class Meta:
        verbose_name = "wilayah pengganti"
        verbose_name_plural = "wilayah pengganti"
        constraints = [
            models.UniqueConstraint(
                fields=["retired", "successor"], name="region_succession_is_listed_once"
            ),
            models.CheckConstraint(
                condition=~Q(retired=models.F("successor")), name="no_region_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.retired_id} → {self.successor_id}"


class RegionAlias(models.Model):
    """Another spelling of a region, for everyone or as one office writes it."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="aliases", verbose_name="wilayah"
    )
    office = models.ForeignKey(
        Office,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="region_aliases",
        verbose_name="kantor",
        help_text="Kosong: berlaku untuk semua kantor.",
    )
    text = models.CharField("sebutan", max_length=150)
    key = models.CharField(max_length=150, editable=False)
    # Where the sheet said it lies: an answer for one Sukamaju is none for another.
    district_key = models.CharField(max_length=150, blank=True, editable=False)
    regency_key = models.CharField(max_length=150, blank=True, editable=False)
    said_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="menurut"
    )
    said_at = models.DateTimeField("sejak", null=True, blank=True)
    import_run = models.ForeignKey(
        ImportRun, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "sebutan wilayah"
        verbose_name_plural = "sebutan wilayah"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "district_key", "regency_key", "office", "region"],
                nulls_distinct=False,
                name="region_alias_is_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs) -> None:
        self.key = squash(self.text)
        super().save(*args, **kwargs)
