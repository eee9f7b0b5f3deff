from django.urls import path, register_converter

from reports.views import (
    charts,
    check,
    handover,
    origins,
    reports,
    statistic_entry,
    statistics,
    village_panel,
)


class DocumentKind:
    regex = "pdf|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DocumentKind, "document")

app_name = "reports"
urlpatterns = [
    path("beranda/grafik/<slug:name>/<slug:digest>.svg", charts.chart, name="chart"),
    path("cek/", check.ask, name="check-ask"),
    path("cek/<str:code>/", check.check, name="check"),
    path("data/", statistics.StatisticList.as_view(), name="statistic-list"),
    path("data/asal/", origins.FigureOrigin.as_view(), name="figure-origin"),
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
    path("desa/<int:pk>/serah-terima.pdf", handover.village_handover, name="village-handover"),
    path("laporan/", reports.ReportList.as_view(), name="list"),
    path("laporan/susun/", reports.ReportCreate.as_view(), name="create"),
    path("laporan/<int:pk>/", reports.ReportDetail.as_view(), name="detail"),
    path("laporan/<int:pk>/susun-ulang/", reports.rebuild, name="rebuild"),
    path("laporan/<int:pk>/<document:kind>/", reports.document, name="document"),
    path(
        "laporan/<int:pk>/halaman/<slug:digest>-<int:number>.png", reports.page_picture, name="page"
    ),
]
