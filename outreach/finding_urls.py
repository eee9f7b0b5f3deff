"""The addresses of findings, beneath /temuan/."""

from django.urls import path

from outreach import workflow
from outreach.views import finding_steps, findings

step = finding_steps.FindingStepPage.as_view

urlpatterns = [
    path("", findings.FindingList.as_view(), name="finding-list"),
    path("baru/", findings.FindingCreate.as_view(), name="finding-create"),
    path("<int:pk>/", findings.FindingDetail.as_view(), name="finding-detail"),
    path("<int:pk>/perbaiki/", findings.FindingAmend.as_view(), name="finding-amend"),
    path("<int:pk>/verifikasi/", step(move=workflow.CHECK), name="finding-verify"),
    path("<int:pk>/kembalikan/", step(move=workflow.RETURN), name="finding-return"),
    path("<int:pk>/tolak/", step(move=workflow.REJECT), name="finding-reject"),
    path("<int:pk>/tindak-lanjuti/", step(move=workflow.TAKE), name="finding-take"),
    path("<int:pk>/selesai/", step(move=workflow.CLOSE), name="finding-close"),
    path("<int:pk>/buka-lagi/", step(move=workflow.REOPEN), name="finding-reopen"),
]
