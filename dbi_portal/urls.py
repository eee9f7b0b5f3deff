from django.contrib import admin
from django.urls import include, path

from dbi_portal import views
from dbi_portal.api import urls as api
from dbi_portal.find import find_anything
from dbi_portal.help import help_page
from officers.views import passwords

urlpatterns = [
    path("", include("dbi_portal.public.urls")),
    path("api/v1/", include(api.documents)),
    path("api/v1/", api.patterns()),
    path("cari/", find_anything, name="find"),
    path("masuk/", views.SignIn.as_view(), name="login"),
    path("masuk/lupa/", passwords.Forgotten.as_view(), name="password-forgotten"),
    path("masuk/<uidb64>/<token>/", passwords.SetPassword.as_view(), name="password-set"),
    path("keluar/", views.SignOut.as_view(), name="logout"),
    path("bantuan/", help_page, name="help"),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("officers.urls")),
    path("desa/", include("villages.urls")),
    path("", include("reports.urls")),
    path("", include("outreach.urls")),
]

handler400 = "dbi_portal.views.bad_request"
handler403 = "dbi_portal.views.forbidden"
handler404 = "dbi_portal.views.not_found"
handler500 = "dbi_portal.views.server_error"
