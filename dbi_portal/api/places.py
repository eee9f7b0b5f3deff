"""Wilayah and Desa Binaan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from dbi_portal.api.entry import TokenMayRead
from dbi_portal.api.paging import ChangingPaging, Page, changed_since, page_of
from officers.models import ApiToken
from villages.models import GuidedVillage, Region, VillageStep

regions = Router(auth=TokenMayRead(ApiToken.Scope.REGIONS), tags=["Wilayah"])
villages = Router(auth=TokenMayRead(ApiToken.Scope.VILLAGES), tags=["Desa Binaan"])


class RegionOut(Schema):
    """Wilayah menurut kode Kemendagri."""

    kode: str = Field(description="Kode Kemendagri PP, PP.KK, PP.KK.CC, atau PP.KK.CC.DDDD.")
    nama: str = Field(description="Nama resmi.")
    tingkat: Region.Level = Field(description="Tingkat wilayah.")
    jenis: Region.Kind = Field(description="Jenis wilayah, misalnya kelurahan atau desa.")
    induk: str | None = Field(description="Kode wilayah di atasnya; null untuk provinsi.")
    di: str = Field(description="Nama wilayah-wilayah di atasnya.")
    edisi: str = Field(description="Edisi kode wilayah asal baris ini.")
    tidak_berlaku_sejak: date | None = Field(
        description="Hari kode ini berhenti berlaku; null selama berlaku."
    )


class RegionFilters(ChangingPaging):
    tingkat: Region.Level | None = Field(None, description="Hanya tingkat ini.")
    di_dalam: str = Field(
        "", max_length=13, description="Kode wilayah: wilayah itu dan semua di bawahnya."
    )
    cari: str = Field("", max_length=100, description="Nama atau bagian nama.")
    berlaku: bool | None = Field(None, description="true: hanya yang masih berlaku.")


@regions.get("", response=Page[RegionOut], summary="Daftar wilayah", url_name="regions")
def list_regions(request: HttpRequest, asked: Annotated[RegionFilters, Query(...)]):
    """Kode wilayah yang dikenal portal, juga yang tidak berlaku lagi.

    `diubah_sejak` menurut saat edisinya dimuat.
    """
    rows = Region.objects.visible_to(request.reader).select_related("edition")
    if asked.tingkat:
        rows = rows.filter(level=asked.tingkat)
    if asked.di_dalam:
        rows = rows.within(asked.di_dalam)
    if asked.cari:
        rows = rows.matching(asked.cari)
    if asked.berlaku is not None:
        rows = rows.filter(retired_on__isnull=asked.berlaku)
    if asked.diubah_sejak:
        since = asked.diubah_sejak
        rows = rows.filter(Q(edition__loaded_at__gte=since) | Q(retired_on__gte=since.date()))
    return page_of(request, rows, asked, shown_region)


@regions.get("/{kode}", response=RegionOut, summary="Satu wilayah", url_name="region")
def one_region(request: HttpRequest, kode: str):
    """Satu wilayah menurut kodenya."""
    rows = Region.objects.visible_to(request.reader).select_related("edition")
    return shown_region(get_object_or_404(rows, code=kode))


def shown_region(region: Region) -> dict:
    return {
        "kode": region.code,
        "nama": region.name,
        "tingkat": region.level,
        "jenis": region.kind,
        "induk": region.parent_id,
        "di": region.path,
        "edisi": region.edition.code,
        "tidak_berlaku_sejak": region.retired_on,
    }


class VillageOut(Schema):
    """Desa Binaan Imigrasi, dari calon sampai berakhir."""

    id: int = Field(description="Nomor Desa Binaan di portal.")
    kode_wilayah: str = Field(description="Kode Kemendagri desa atau kelurahan.")
    nama: str = Field(description="Nama resmi desa atau kelurahan.")
    di: str = Field(description="Kecamatan, kabupaten/kota, dan provinsi.")
    kantor: str = Field(description="Kode kantor yang membina sekarang.")
    tahap: GuidedVillage.Stage = Field(description="Tahap terakhir.")
    sejak: date | None = Field(description="Tanggal tahap terakhir.")
    ditetapkan: date | None = Field(description="Tanggal penetapan dengan SK yang pertama.")
    dikukuhkan: date | None = Field(description="Tanggal pengukuhan yang pertama.")
    alasan: list[str] = Field(description="Kode alasan pemilihan.")
    data_contoh: bool = Field(description="true: data rekaan untuk peragaan.")


class VillageFilters(ChangingPaging):
    tahap: GuidedVillage.Stage | None = Field(None, description="Hanya yang di tahap ini.")
    kantor: str = Field("", max_length=60, description="Kode kantor pembina.")
    di_dalam: str = Field("", max_length=13, description="Kode wilayah; semua di bawahnya ikut.")


@villages.get("", response=Page[VillageOut], summary="Daftar Desa Binaan", url_name="villages")
def list_villages(request: HttpRequest, asked: Annotated[VillageFilters, Query(...)]):
    """Desa Binaan yang dilihat kantor pemilik token, di semua tahap."""
    rows = _villages(request)
    if asked.tahap:
        rows = rows.filter(stage=asked.tahap)
    if asked.kantor:
        rows = rows.filter(office__code=asked.kantor)
    if asked.di_dalam:
        rows = rows.filter(region__in=Region.objects.within(asked.di_dalam))
    if asked.diubah_sejak:
        rows = rows.filter(changed_since(GuidedVillage, asked.diubah_sejak, request.reader))
    return page_of(request, rows, asked, shown_village)


@villages.get("/{int:nomor}", response=VillageOut, summary="Satu Desa Binaan", url_name="village")
def one_village(request: HttpRequest, nomor: int):
    """Satu Desa Binaan menurut nomornya."""
    return shown_village(get_object_or_404(_villages(request), pk=nomor))


def _villages(request: HttpRequest):
    steps = VillageStep.objects.filter(village=OuterRef("pk")).order_by().values("village")
    seen = GuidedVillage.objects.visible_to(request.reader).select_related("region", "office")
    return seen.prefetch_related("reasons").annotate(
        since=Subquery(steps.annotate(day=Max("happened_on")).values("day")),
        approved_on=_first(steps, GuidedVillage.Stage.APPROVED),
        inaugurated_on=_first(steps, GuidedVillage.Stage.INAUGURATED),
    )


def _first(steps, stage: str) -> Subquery:
    return Subquery(steps.filter(stage=stage).annotate(day=Min("happened_on")).values("day"))


def shown_village(village: GuidedVillage) -> dict:
    return {
        "id": village.pk,
        "kode_wilayah": village.region_id,
        "nama": village.region.name,
        "di": village.region.path,
        "kantor": village.office.code,
        "tahap": village.stage,
        "sejak": village.since,
        "ditetapkan": village.approved_on,
        "dikukuhkan": village.inaugurated_on,
        "alasan": [reason.code for reason in village.reasons.all()],
        "data_contoh": village.made_up,
    }
