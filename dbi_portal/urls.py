from django.urls import path

from dbi_portal import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
]
