from django.urls import path, re_path

from dbi_portal.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("desa-binaan/", views.villages, name="public-villages"),
    path("data-terbuka/", views.open_data, name="open-data"),
    path("data-terbuka/katalog.json", views.data_catalogue, name="open-data-catalogue"),
    re_path(
        r"^data-terbuka/(?P<slug>[a-z-]+)\.(?P<ending>csv|json)$",
        views.dataset_file,
        name="open-data-file",
    ),
    path("data-terbuka/<slug:slug>/", views.dataset, name="open-data-set"),
]
