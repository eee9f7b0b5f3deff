from django.urls import path

from outreach.views import consultations, files, panels, review, sessions

app_name = "outreach"
urlpatterns = [
    path("", sessions.SessionList.as_view(), name="list"),
    path("tambah/", sessions.SessionCreate.as_view(), name="create"),
    path("<int:pk>/", sessions.SessionDetail.as_view(), name="detail"),
    path("<int:pk>/ubah/", sessions.SessionChange.as_view(), name="change"),
    path("<int:pk>/kirim/", review.submit, name="submit"),
    path("<int:pk>/tinjau/", review.review, name="review"),
    path("<int:pk>/batalkan/", review.SessionCancel.as_view(), name="cancel"),
    path("tindak-lanjut/<int:pk>/", review.follow_up, name="follow-up"),
    path("foto/<int:pk>/", files.photo, name="photo"),
    path("desa/<int:pk>/", panels.village_panel, name="village-panel"),
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
