from django.urls import include, path, register_converter

from dbi_portal.lib import converters  # noqa: F401 (brings "month")
from outreach.documents.papers import PAPERS
from outreach.views import (
    calendar,
    consultations,
    corrections,
    coverage,
    coverage_panel,
    feeds,
    files,
    follow_ups,
    institutions,
    officer_panel,
    panels,
    papers,
    review,
    sessions,
    suggestions,
    targets,
    twins,
    venues,
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
activities = [
    path("", sessions.SessionList.as_view(), name="list"),
    path("tambah/", sessions.SessionCreate.as_view(), name="create"),
    path("<int:pk>/", sessions.SessionDetail.as_view(), name="detail"),
    path("<int:pk>/ubah/", sessions.SessionChange.as_view(), name="change"),
    path("<int:pk>/terlaksana/", review.hold, name="hold"),
    path("<int:pk>/kirim/", review.submit, name="submit"),
    path("<int:pk>/tinjau/", review.review, name="review"),
    path("<int:pk>/batalkan/", review.SessionCancel.as_view(), name="cancel"),
    path("<int:pk>/koreksi/", corrections.SessionCorrect.as_view(), name="correct"),
    path(
        "<int:pk>/minta-koreksi/",
        corrections.SessionAskCorrection.as_view(),
        name="ask-correction",
    ),
    path("<int:pk>/naskah/<paper:code>.<paper_kind:kind>", papers.paper, name="paper"),
    path("kalender/", calendar.CalendarPage.as_view(), name="calendar"),
    path("kalender/langganan/", feeds.FeedsPage.as_view(), name="feeds"),
    path("kalender/langganan/ubah/", feeds.change_feed, name="feed-change"),
    path("kalender/<str:token>.ics", feeds.feed, name="feed"),
    path("tindak-lanjut/", follow_ups.FollowUpList.as_view(), name="follow-up-list"),
    path("tindak-lanjut/tandai/", follow_ups.FollowUpChange.as_view(), name="follow-up-change"),
    path("tindak-lanjut/<int:pk>/", review.follow_up, name="follow-up"),
    path("foto/<int:pk>/", files.photo, name="photo"),
    path("lampiran/<int:pk>/", files.attachment, name="attachment"),
    path("instansi/", institutions.InstitutionList.as_view(), name="institution-list"),
    path("instansi/tambah/", institutions.InstitutionCreate.as_view(), name="institution-create"),
    path("instansi/cari/", suggestions.institution_search, name="institution-search"),
    path("instansi/kembar/", twins.institutions, name="institution-twins"),
    path("instansi/gabung/", institutions.InstitutionMerge.as_view(), name="institution-merge"),
    path("instansi/<int:pk>/", institutions.InstitutionDetail.as_view(), name="institution-detail"),
    path(
        "instansi/<int:pk>/ubah/",
        institutions.InstitutionChange.as_view(),
        name="institution-change",
    ),
    path(
        "instansi/<int:pk>/pemakaian/",
        institutions.InstitutionRetire.as_view(),
        name="institution-retire",
    ),
    path("tempat/", venues.VenueList.as_view(), name="venue-list"),
    path("tempat/cari/", suggestions.venue_search, name="venue-search"),
    path("tempat/kembar/", twins.venues, name="venue-twins"),
    path("tempat/gabung/", venues.VenueMerge.as_view(), name="venue-merge"),
    path("tempat/<int:pk>/", venues.VenueDetail.as_view(), name="venue-detail"),
    path("tempat/<int:pk>/ubah/", venues.VenueChange.as_view(), name="venue-change"),
    path("tempat/<int:pk>/pemakaian/", venues.VenueRetire.as_view(), name="venue-retire"),
    path("desa/<int:pk>/", panels.village_panel, name="village-panel"),
    path("petugas/<int:pk>/", officer_panel.officer_panel, name="officer-panel"),
    path("target/", targets.TargetPage.as_view(), name="targets"),
    path("target/<slug:code>/<month:month>/", targets.TargetSave.as_view(), name="targets-save"),
    path("target/<slug:code>/<month:month>/salin/", targets.copy_last_month, name="targets-copy"),
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
urlpatterns = [
    path("kegiatan/", include(activities)),
    path("temuan/", include("outreach.finding_urls")),
]
