from django.urls import include, path

from officers.views import history, jobs, officers, offices

app_name = "officers"
registers = [
    path("", officers.OfficerList.as_view(), name="list"),
    path("tambah/", officers.OfficerCreate.as_view(), name="create"),
    path("<int:pk>/", officers.OfficerDetail.as_view(), name="detail"),
    path("<int:pk>/ubah/", officers.OfficerChange.as_view(), name="change"),
    path("kantor/", offices.OfficeList.as_view(), name="office-list"),
    path("kantor/<slug:code>/", offices.OfficeDetail.as_view(), name="office-detail"),
    path("riwayat/<str:label>/<int:pk>/", history.history, name="history"),
    path("pekerjaan/<int:pk>/", jobs.job_progress, name="job"),
]

urlpatterns = [
    path("petugas/", include(registers)),
]
