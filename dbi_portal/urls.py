from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from dbi_portal import views

urlpatterns = [
    path(
        "", RedirectView.as_view(pattern_name="officers:list"), name="home"
    ),  # until the dashboard lands
    path("masuk/", views.SignIn.as_view(), name="login"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("petugas/", include("officers.urls")),
    path("", include("reports.urls")),
    path("kegiatan/", include("outreach.urls")),
]
