from django.urls import path, register_converter

from reports.views import charts, reports


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
    path("laporan/", reports.ReportList.as_view(), name="list"),
    path("laporan/susun/", reports.ReportCreate.as_view(), name="create"),
    path("laporan/<int:pk>/", reports.ReportDetail.as_view(), name="detail"),
    path("laporan/<int:pk>/susun-ulang/", reports.rebuild, name="rebuild"),
    path("laporan/<int:pk>/<document:kind>/", reports.document, name="document"),
    path(
        "laporan/<int:pk>/halaman/<slug:digest>-<int:number>.png", reports.page_picture, name="page"
    ),
]
