"""Statistik paspor and laporan bulanan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from dbi_portal.api.entry import TokenMayRead
from dbi_portal.api.paging import ChangingPaging, Page, changed_since, page_of
from dbi_portal.lib.months import Month
from officers.models import ApiToken
from reports.models import MonthlyReport, PassportStatistic

statistics = Router(auth=TokenMayRead(ApiToken.Scope.STATISTICS), tags=["Statistik paspor"])
reports = Router(auth=TokenMayRead(ApiToken.Scope.REPORTS), tags=["Laporan bulanan"])
MONTH = r"^([0-9]{4}-(0[1-9]|1[0-2]))?$"


class StatisticOut(Schema):
    """Satu angka. Angka hanya boleh dijumlahkan dengan angka lain yang `rincian`-nya sama."""

    id: int = Field(description="Nomor angka di portal; koreksi bernomor baru.")
    kantor: str = Field(description="Kode kantor penerbit.")
    mulai: date = Field(description="Hari pertama periode.")
    sampai: date = Field(description="Hari terakhir periode.")
    hasil: PassportStatistic.Outcome = Field(description="Apa yang terjadi dengan permohonan.")
    keperluan: str = Field(description="Keperluan paspor; kosong bila tidak dirinci.")
    desa_asal: str | None = Field(description="Kode Kemendagri desa asal pemohon.")
    tempat_layanan: str = Field(description="Tempat layanan; kosong bila tidak dirinci.")
    layanan: str = Field(description="Jenis layanan; kosong bila tidak dirinci.")
    jenis_paspor: str = Field(description="Jenis paspor; kosong bila tidak dirinci.")
    tujuan: str = Field(description="Negara tujuan; kosong bila tidak dirinci.")
    jenis_kelamin: str = Field(description="Jenis kelamin; kosong bila tidak dirinci.")
    alasan: str = Field(description="Alasan penolakan; kosong bila tidak dirinci.")
    rincian: str = Field(
        description="Jenis periode dan rincian angka ini, misalnya “month:home,purpose”."
    )
    jumlah: int = Field(description="Jumlahnya, dalam `satuan`.")
    satuan: str = Field(description="“permohonan”, atau “orang” untuk penundaan keberangkatan.")
    diketahui_sejak: datetime = Field(description="Sejak kapan portal mencatat angka ini.")
    diganti_pada: datetime | None = Field(
        description="Kapan angka ini dikoreksi atau ditarik; null selama berlaku."
    )
    menggantikan: int | None = Field(description="Nomor angka yang dikoreksi oleh angka ini.")
    data_contoh: bool = Field(description="true: data rekaan untuk peragaan.")


class StatisticFilters(ChangingPaging):
    bulan: str = Field("", pattern=MONTH, description="Tepat satu bulan, misalnya 2025-08.")
    dari: date | None = Field(None, description="Periode mulai paling awal.")
    sampai: date | None = Field(None, description="Periode sampai paling akhir.")
    hasil: PassportStatistic.Outcome | None = Field(None, description="Hanya hasil ini.")
    keperluan: PassportStatistic.Purpose | None = Field(None, description="Hanya keperluan ini.")
    rincian: str = Field("", max_length=80, description="Hanya rincian ini, persis.")
    kantor: str = Field("", max_length=60, description="Kode kantor penerbit.")


@statistics.get(
    "", response=Page[StatisticOut], summary="Daftar angka paspor", url_name="statistics"
)
def list_statistics(request: HttpRequest, asked: Annotated[StatisticFilters, Query(...)]):
    """Angka yang berlaku sekarang.

    Dengan `diubah_sejak` juga yang dikoreksi atau ditarik sejak itu (`diganti_pada` terisi), agar
    salinan di sistem lain dapat mengikutinya.
    """
    rows = PassportStatistic.objects.visible_to(request.reader).select_related("office")
    since = asked.diubah_sejak
    changed = Q(recorded__startswith__gte=since) | Q(recorded__endswith__gte=since)
    rows = rows.filter(changed) if since else rows.current()
    if asked.bulan:
        rows = rows.in_month(Month.parse(asked.bulan))
    named = {
        "period_start__gte": asked.dari,
        "period_end__lte": asked.sampai,
        "outcome": asked.hasil,
        "purpose": asked.keperluan,
        "grain": asked.rincian,
        "office__code": asked.kantor,
    }
    rows = rows.filter(**{name: value for name, value in named.items() if value not in (None, "")})
    return page_of(request, rows, asked, shown_statistic)


def shown_statistic(figure: PassportStatistic) -> dict:
    return {
        "id": figure.pk,
        "kantor": figure.office.code,
        "mulai": figure.period_start,
        "sampai": figure.period_end,
        "hasil": figure.outcome,
        "keperluan": figure.purpose,
        "desa_asal": figure.home_region_id,
        "tempat_layanan": figure.service_point,
        "layanan": figure.service,
        "jenis_paspor": figure.book_type,
        "tujuan": figure.destination,
        "jenis_kelamin": figure.sex,
        "alasan": figure.reason,
        "rincian": figure.grain,
        "jumlah": figure.count,
        "satuan": figure.unit,
        "diketahui_sejak": figure.recorded.lower,
        "diganti_pada": figure.recorded.upper,
        "menggantikan": figure.supersedes_id,
        "data_contoh": figure.made_up,
    }


class ReportOut(Schema):
    """Laporan satu kantor tentang satu bulan atau lebih, dengan revisi yang berlaku."""

    id: int = Field(description="Nomor laporan di portal.")
    kantor: str = Field(description="Kode kantor yang melapor.")
    masa: MonthlyReport.Span = Field(description="Panjang masa laporan.")
    bulan: str = Field(description="Bulan pertama masanya, misalnya 2025-08.")
    tentang: str = Field(description="Masanya dengan kata, misalnya “Triwulan III 2025”.")
    status: MonthlyReport.Status = Field(description="Sampai di mana laporan ini.")
    revisi: int = Field(description="Revisi yang berlaku.")
    angka_per: datetime | None = Field(description="Saat angkanya diketahui; null: belum disusun.")
    sidik: str = Field(description="SHA-256 isi laporan; kosong bila belum disusun.")
    kode_periksa: str = Field(description="Kode di kertasnya, untuk halaman /cek/.")
    pertama_dikirim: datetime | None = Field(description="Kapan pertama kali dikirim.")
    diterima: datetime | None = Field(description="Kapan diterima kantor di atasnya.")


class ReportFilters(ChangingPaging):
    bulan: str = Field("", pattern=MONTH, description="Bulan pertama masanya, misalnya 2025-08.")
    masa: MonthlyReport.Span | None = Field(None, description="Hanya masa sepanjang ini.")
    status: MonthlyReport.Status | None = Field(None, description="Hanya dengan status ini.")
    kantor: str = Field("", max_length=60, description="Kode kantor yang melapor.")


@reports.get("", response=Page[ReportOut], summary="Daftar laporan", url_name="reports")
def list_reports(request: HttpRequest, asked: Annotated[ReportFilters, Query(...)]):
    """Laporan yang dilihat kantor pemilik token, juga yang masih disusun."""
    rows = _reports(request)
    if asked.bulan:
        rows = rows.filter(month=Month.parse(asked.bulan).first_day)
    named = {"span": asked.masa, "status": asked.status, "office__code": asked.kantor}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if asked.diubah_sejak:
        rows = rows.filter(changed_since(MonthlyReport, asked.diubah_sejak, request.reader))
    return page_of(request, rows, asked, shown_report)


@reports.get("/{int:nomor}", response=ReportOut, summary="Satu laporan", url_name="report")
def one_report(request: HttpRequest, nomor: int):
    """Satu laporan menurut nomornya."""
    return shown_report(get_object_or_404(_reports(request), pk=nomor))


def _reports(request: HttpRequest):
    seen = MonthlyReport.objects.visible_to(request.reader).select_related("office")
    return seen.prefetch_related("revisions")


def shown_report(report: MonthlyReport) -> dict:
    revision = report.revision
    return {
        "id": report.pk,
        "kantor": report.office.code,
        "masa": report.span,
        "bulan": str(report.report_month),
        "tentang": report.label,
        "status": report.status,
        "revisi": report.revision_number,
        "angka_per": revision.known_at if revision else None,
        "sidik": revision.digest if revision else "",
        "kode_periksa": revision.code if revision else "",
        "pertama_dikirim": report.sent_at,
        "diterima": report.received_at,
    }
