"""Kegiatan."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from dbi_portal.api.entry import TokenMayRead
from dbi_portal.api.paging import ChangingPaging, Page, changed_since, page_of
from officers.models import ApiToken
from outreach.models import Session

sessions = Router(auth=TokenMayRead(ApiToken.Scope.SESSIONS), tags=["Kegiatan"])


class SessionOut(Schema):
    """Kegiatan Desa Binaan. Tanpa nama orang dan tanpa catatan bebas."""

    id: int = Field(description="Nomor kegiatan di portal; koreksi bernomor baru.")
    kunci: UUID = Field(description="Kunci yang dibuat saat kegiatan dicatat.")
    kantor: str = Field(description="Kode kantor penyelenggara.")
    jenis: str = Field(description="Kode jenis kegiatan.")
    judul: str = Field(description="Judul kegiatan.")
    tanggal: date = Field(description="Tanggal kegiatan.")
    mulai: time | None = Field(description="Jam mulai, waktu setempat.")
    selesai: time | None = Field(description="Jam selesai, waktu setempat.")
    tempat: str = Field(description="Tempat kegiatan.")
    wilayah_tempat: str | None = Field(description="Kode Kemendagri tempat kegiatan.")
    status: Session.Status = Field(
        description="Status kegiatan. Hanya yang disetujui masuk dalam angka portal."
    )
    revisi: int = Field(description="Revisi ke berapa.")
    desa: list[int] = Field(description="Nomor Desa Binaan yang dilayani.")
    wilayah: list[str] = Field(description="Kode wilayah yang dijangkau.")
    topik: list[str] = Field(description="Kode topik.")
    instansi: list[str] = Field(description="Instansi narasumber.")
    peserta: int | None = Field(description="Jumlah peserta (orang); null bila tidak dicatat.")
    perempuan: int | None = Field(description="Di antaranya perempuan (orang).")
    data_contoh: bool = Field(description="true: data rekaan untuk peragaan.")


class SessionFilters(ChangingPaging):
    dari: date | None = Field(None, description="Tanggal paling awal.")
    sampai: date | None = Field(None, description="Tanggal paling akhir.")
    status: Session.Status | None = Field(None, description="Hanya dengan status ini.")
    jenis: str = Field("", max_length=60, description="Kode jenis kegiatan.")
    kantor: str = Field("", max_length=60, description="Kode kantor penyelenggara.")
    desa: int | None = Field(None, description="Nomor Desa Binaan yang dilayani.")


@sessions.get("", response=Page[SessionOut], summary="Daftar kegiatan", url_name="sessions")
def list_sessions(request: HttpRequest, asked: Annotated[SessionFilters, Query(...)]):
    """Kegiatan yang dilihat kantor pemilik token; tiap kegiatan sekali, revisi yang berlaku."""
    rows = _sessions(request)
    named = {
        "held_on__gte": asked.dari,
        "held_on__lte": asked.sampai,
        "status": asked.status,
        "kind__code": asked.jenis,
        "office__code": asked.kantor,
        "session_villages__village": asked.desa,
    }
    rows = rows.filter(**{name: value for name, value in named.items() if value not in (None, "")})
    if asked.diubah_sejak:
        rows = rows.filter(changed_since(Session, asked.diubah_sejak, request.reader))
    return page_of(request, rows, asked, shown_session)


@sessions.get("/{int:nomor}", response=SessionOut, summary="Satu kegiatan", url_name="session")
def one_session(request: HttpRequest, nomor: int):
    """Satu kegiatan menurut nomornya."""
    return shown_session(get_object_or_404(_sessions(request), pk=nomor))


def _sessions(request: HttpRequest):
    seen = Session.objects.visible_to(request.reader).current().select_related("office", "kind")
    return seen.prefetch_related(
        "topics", "session_villages", "regions_reached", "speakers__institution"
    )


def shown_session(session: Session) -> dict:
    return {
        "id": session.pk,
        "kunci": session.client_id,
        "kantor": session.office.code,
        "jenis": session.kind.code,
        "judul": session.title,
        "tanggal": session.held_on,
        "mulai": session.starts_at,
        "selesai": session.ends_at,
        "tempat": session.place,
        "wilayah_tempat": session.place_region_id,
        "status": session.status,
        "revisi": session.revision,
        "desa": sorted(each.village_id for each in session.session_villages.all()),
        "wilayah": sorted(each.region_id for each in session.regions_reached.all()),
        "topik": [topic.code for topic in session.topics.all()],
        "instansi": sorted({each.institution.name for each in session.speakers.all()}),
        "peserta": session.participants,
        "perempuan": session.women,
        "data_contoh": session.made_up,
    }
