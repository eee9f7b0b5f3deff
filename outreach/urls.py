from django.urls import path, register_converter

from outreach.documents.papers import PAPERS
from outreach.views import (
    consultations,
    coverage,
    coverage_panel,
    files,
    panels,
    papers,
    review,
    sessions,
)


class PaperCode:
    regex = "|".join(PAPERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PaperKind(PaperCode):
    regex = "pdf|docx"


register_converter(PaperCode, "paper")
register_converter(PaperKind, "paper_kind")

app_name = "outreach"
urlpatterns = [
    path("", sessions.SessionList.as_view(), name="list"),
    path("tambah/", sessions.SessionCreate.as_view(), name="create"),
    path("<int:pk>/", sessions.SessionDetail.as_view(), name="detail"),
    path("<int:pk>/ubah/", sessions.SessionChange.as_view(), name="change"),
    path("<int:pk>/kirim/", review.submit, name="submit"),
    path("<int:pk>/tinjau/", review.review, name="review"),
    path("<int:pk>/batalkan/", review.SessionCancel.as_view(), name="cancel"),
    path("<int:pk>/naskah/<paper:code>.<paper_kind:kind>", papers.paper, name="paper"),
    path("tindak-lanjut/<int:pk>/", review.follow_up, name="follow-up"),
    path("foto/<int:pk>/", files.photo, name="photo"),
    path("desa/<int:pk>/", panels.village_panel, name="village-panel"),
    path("cakupan/", coverage.CoveragePage.as_view(), name="coverage"),
    path("cakupan/<str:code>/", coverage_panel.coverage_panel, name="coverage-panel"),
    path("konsultasi/", consultations.ConsultationList.as_view(), name="consultation-list"),
    path(
        "konsultasi/tambah/", consultations.ConsultationCreate.as_view(), name="consultation-create"
    ),
    path(
        "konsultasi/<int:pk>/",
        consultations.ConsultationDetail.as_view(),
        name="consultation-detail",
    ),
    path(
        "konsultasi/<int:pk>/ubah/",
        consultations.ConsultationChange.as_view(),
        name="consultation-change",
    ),
]
