from django.urls import path, register_converter

from dbi_portal.lib import converters  # noqa: F401 (brings "month")
from reports.views import (
    certificates,
    charts,
    check,
    closed_note,
    completeness,
    data_quality,
    deliveries,
    drill,
    handover,
    indicators,
    next_villages,
    origins,
    pivot,
    pivot_rows,
    recipients,
    report_files,
    report_list,
    report_page,
    report_steps,
    report_then,
    report_words,
    saved_views,
    statistic_entry,
    statistics,
    village_map,
    village_panel,
)


class DocumentKind:
    regex = "pdf|xlsx|docx|html|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ChartKind(DocumentKind):
    regex = "png|svg|csv"


register_converter(DocumentKind, "document")
register_converter(ChartKind, "chart")

app_name = "reports"
urlpatterns = [
    path("analisis/pivot/", pivot.pivot, name="pivot"),
    path("analisis/pivot/asal/", pivot_rows.PivotRows.as_view(), name="pivot-rows"),
    path("beranda/grafik/<slug:name>/<slug:digest>.svg", charts.chart, name="chart"),
    path(
        "beranda/grafik/<slug:name>/<slug:digest>/unduh.<chart:kind>",
        charts.chart_file,
        name="chart-file",
    ),
    path("cek/", check.ask, name="check-ask"),
    path("cek/<str:code>/", check.check, name="check"),
    path("data/", statistics.StatisticList.as_view(), name="statistic-list"),
    path("data/asal/", origins.FigureOrigin.as_view(), name="figure-origin"),
    path("data/mutu/", data_quality.DataQuality.as_view(), name="data-quality"),
    path("data/mutu/menunggu/", data_quality.waiting_line, name="data-quality-line"),
    path("data/mutu/jawab/", data_quality.judge, name="judge-data"),
    path("data/tambah/", statistic_entry.StatisticCreate.as_view(), name="statistic-create"),
    path("data/<int:pk>/", statistics.StatisticDetail.as_view(), name="statistic-detail"),
    path(
        "data/<int:pk>/koreksi/",
        statistic_entry.StatisticCorrect.as_view(),
        name="statistic-correct",
    ),
    path(
        "data/<int:pk>/tarik/",
        statistic_entry.StatisticWithdraw.as_view(),
        name="statistic-withdraw",
    ),
    path("data/desa/<int:pk>/", village_panel.village_panel, name="village-panel"),
    path("desa-berikutnya/", next_villages.NextVillages.as_view(), name="next-villages"),
    path("desa/<int:pk>/serah-terima.pdf", handover.village_handover, name="village-handover"),
    path("telusuri/", drill.drill, name="drill"),
    path("peta/", village_map.village_map, name="map"),
    path("peta/titik.json", village_map.map_points, name="map-points"),
    path("peta/ringkas/", village_map.map_panel, name="map-panel"),
    path("peta/batas.json", village_map.map_borders, name="map-borders"),
    path("indikator/", indicators.IndicatorList.as_view(), name="indicator-list"),
    path("indikator/panel/", indicators.panel, name="indicator-panel"),
    path("indikator/tetapkan/", indicators.IndicatorCreate.as_view(), name="indicator-create"),
    path("indikator/usul/<slug:key>/", indicators.suggest, name="indicator-suggest"),
    path("indikator/<int:pk>/ubah/", indicators.IndicatorChange.as_view(), name="indicator-change"),
    path("indikator/<int:pk>/akhiri/", indicators.IndicatorEnd.as_view(), name="indicator-end"),
    path("laporan/", report_list.ReportList.as_view(), name="list"),
    path("laporan/susun/", report_list.ReportCreate.as_view(), name="create"),
    path("laporan/terima/", report_list.ReceiveMany.as_view(), name="receive-many"),
    path("laporan/kelengkapan/", completeness.Completeness.as_view(), name="completeness"),
    path(
        "laporan/kelengkapan/<slug:code>/<month:month>/",
        completeness.Declare.as_view(),
        name="declare",
    ),
    path("laporan/pernyataan/<int:pk>/tarik/", completeness.Withdraw.as_view(), name="withdraw"),
    path("laporan/penerima/", recipients.RecipientList.as_view(), name="recipient-list"),
    path("laporan/penerima/tambah/", recipients.RecipientCreate.as_view(), name="recipient-create"),
    path(
        "laporan/penerima/<int:pk>/", recipients.RecipientDetail.as_view(), name="recipient-detail"
    ),
    path(
        "laporan/penerima/<int:pk>/ubah/",
        recipients.RecipientChange.as_view(),
        name="recipient-change",
    ),
    path(
        "laporan/penerima/<int:pk>/hapus/",
        recipients.RecipientRemove.as_view(),
        name="recipient-remove",
    ),
    path("laporan/sertifikat/", certificates.certificate_page, name="certificate"),
    path(
        "laporan/sertifikat/<slug:code>/", certificates.certificate_panel, name="certificate-panel"
    ),
    path("laporan/kegiatan/<int:pk>/", closed_note.session_note, name="session-note"),
    path("laporan/<int:pk>/", report_page.ReportDetail.as_view(), name="detail"),
    path("laporan/<int:pk>/per/", report_then.ReportThen.as_view(), name="then"),
    path("laporan/<int:pk>/susun-ulang/", report_list.rebuild, name="rebuild"),
    path("laporan/<int:pk>/catatan/", report_words.Words.as_view(), name="words"),
    path("laporan/<int:pk>/foto/", report_words.Photos.as_view(), name="photos"),
    path("laporan/<int:pk>/periksa/", report_steps.check, name="step-check"),
    path("laporan/<int:pk>/batal-periksa/", report_steps.Uncheck.as_view(), name="step-uncheck"),
    path("laporan/<int:pk>/tanda-tangani/", report_steps.Sign.as_view(), name="step-sign"),
    path("laporan/<int:pk>/tarik-tanda-tangan/", report_steps.Unsign.as_view(), name="step-unsign"),
    path("laporan/<int:pk>/kirim/", report_steps.send, name="step-send"),
    path("laporan/<int:pk>/tarik/", report_steps.Recall.as_view(), name="step-recall"),
    path("laporan/<int:pk>/terima/", report_steps.receive, name="step-receive"),
    path("laporan/<int:pk>/kembalikan/", report_steps.Return.as_view(), name="step-return"),
    path(
        "laporan/<int:pk>/minta-revisi/",
        report_steps.AskRevision.as_view(),
        name="step-ask-revision",
    ),
    path("laporan/<int:pk>/surel/", deliveries.deliver, name="deliver"),
    path("laporan/<int:pk>/surel/<int:number>/", deliveries.delivery_again, name="delivery-again"),
    path("laporan/<int:pk>/<document:kind>/", report_files.document, name="document"),
    path(
        "laporan/<int:pk>/revisi/<int:number>/<document:kind>/",
        report_files.document,
        name="revision-document",
    ),
    path(
        "laporan/<int:pk>/halaman/<slug:digest>-<int:number>.png",
        report_files.page_picture,
        name="page",
    ),
    path("tampilan/", saved_views.view_list, name="view-list"),
    path("tampilan/simpan/", saved_views.ViewSave.as_view(), name="view-save"),
    path("tampilan/<int:pk>/ubah/", saved_views.ViewChange.as_view(), name="view-change"),
    path("tampilan/<int:pk>/hapus/", saved_views.ViewRemove.as_view(), name="view-remove"),
]
