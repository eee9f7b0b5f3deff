"""Tables of passport figures: by office, outcome, purpose, destination and home village."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbi_portal.lib.months import Month
from reports.documents.columns import columns, made_up, only_to_date, sources
from reports.documents.table import REMARK, Table, is_sum, remarks
from reports.figures.monthly.content import Line, MonthlyFigures, OfficeLine, Point
from villages.models import GuidedVillage

MOST_ORIGINS, MOST_DESTINATIONS = 30, 20


def offices(figures: MonthlyFigures) -> Iterator[Table]:
    if not is_sum(figures):
        return
    heads = {field: head for field, head in columns(figures).items() if field != "year_ago"}
    now, *times = heads.values()
    rows = [_office(office, heads, figures) for office in figures.offices]
    issued = next((line for line in figures.passports), None)
    if rows and issued:
        stages = [village.stage for village in figures.villages]
        active = stages.count(GuidedVillage.Stage.ACTIVE)
        sums = [getattr(issued, field) for field in heads]
        rows.append(("Jumlah", *sums, len(figures.sessions), active, ""))
    yield Table(
        key="kantor",
        section="Kantor",
        sheet="Kantor",
        caption=f"Kantor di {figures.letterhead.short_name}",
        headers=(
            "Kantor",
            f"Paspor PMI {now}",
            *times,
            "Kegiatan",
            "Desa aktif",
            "Laporan",
        ),
        rows=tuple(rows),
        empty="Belum ada kantor yang laporannya dijumlahkan.",
        total=bool(figures.offices),
        source=sources("laporan tiap kantor; kegiatan bersama dihitung satu kali", figures),
    )
    if figures.missing:
        yield Table(
            key="kantor",
            section="Kantor",
            sheet="Belum masuk",
            caption="Yang belum masuk dalam jumlah ini",
            headers=("Kantor atau bulan", "Sebab"),
            rows=tuple((each.name, each.why) for each in figures.missing),
            empty="",
        )


def _office(office: OfficeLine, heads: Iterable[str], figures: MonthlyFigures) -> tuple:
    fields = ("issued" if field == "value" else field for field in heads)
    told = (office.status, office.note, only_to_date(office, figures), made_up(office, figures))
    return (
        office.name,
        *(getattr(office, field) for field in fields),
        office.sessions,
        office.active_villages,
        remarks(*told),
    )


def passports(figures: MonthlyFigures) -> Iterator[Table]:
    yield _measures(
        figures,
        figures.passports,
        key="paspor",
        sheet="Paspor",
        caption="Paspor PMI dan hasil permohonan",
        first="Hasil",
        source="statistik paspor portal; tiap baris ukuran tersendiri, tidak dijumlahkan",
    )


def trend(figures: MonthlyFigures) -> Iterator[Table]:
    """The months of the chart, for who wants to count with them; paper has the picture."""
    if all(point.value is None for point in figures.trend):
        return
    yield Table(
        key="paspor",
        section="Paspor",
        sheet="Paspor per bulan",
        caption="Paspor PMI terbit per bulan",
        headers=("Bulan", "Paspor PMI terbit", REMARK),
        rows=tuple(
            (Month.parse(each.month).label, each.value, _about(each)) for each in figures.trend
        ),
        empty="",
        source=f"statistik paspor portal per {Month.parse(figures.month).label}, "
        "angka di balik grafik",
        on_paper=False,
    )


def _about(point: Point) -> str:
    if point.value is None:
        return "belum ada angka"
    return "dihitung dari selisih angka kumulatif" if point.computed else ""


def purposes(figures: MonthlyFigures) -> Iterator[Table]:
    if len(figures.purposes) > 1:
        yield _measures(
            figures,
            figures.purposes,
            key="keperluan",
            sheet="Keperluan",
            caption="Paspor terbit menurut keperluan",
            first="Keperluan",
            source="statistik paspor portal",
        )


def destinations(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.destinations:
        yield _measures(
            figures,
            figures.destinations,
            key="tujuan",
            sheet="Negara tujuan",
            caption="Paspor PMI terbit menurut negara tujuan",
            first="Negara tujuan",
            source="statistik paspor portal dengan rincian negara tujuan",
            most=MOST_DESTINATIONS,
        )


def _measures(
    figures: MonthlyFigures,
    lines: tuple[Line, ...],
    *,
    key: str,
    sheet: str,
    caption: str,
    first: str,
    source: str,
    most: int = 0,
) -> Table:
    times = columns(figures)
    return Table(
        key=key,
        section="Paspor",
        sheet=sheet,
        caption=caption,
        headers=(first, "Satuan", *times.values(), REMARK),
        rows=tuple(
            (
                line.label,
                line.unit,
                *(getattr(line, field) for field in times),
                remarks(line.note, only_to_date(line, figures), made_up(line, figures)),
            )
            for line in lines
        ),
        empty="Belum ada angka paspor untuk masa ini.",
        source=sources(source, figures),
        most=most,
    )


def origins(figures: MonthlyFigures) -> Iterator[Table]:
    times = columns(figures)
    yield Table(
        key="asal",
        section="Paspor",
        sheet="Desa asal",
        caption="Paspor PMI menurut desa/kelurahan asal pemohon",
        headers=("Desa/kelurahan", "Wilayah", "Kode", *times.values(), REMARK),
        rows=tuple(
            (
                each.name,
                each.path,
                each.code,
                *(getattr(each, field) for field in times),
                remarks(only_to_date(each, figures), each.made_up),
            )
            for each in figures.origins
        ),
        empty="Belum ada rincian menurut desa/kelurahan.",
        source=sources("statistik paspor portal dengan rincian desa/kelurahan asal", figures),
        left_off=("Kode",),
        most=MOST_ORIGINS,
    )
