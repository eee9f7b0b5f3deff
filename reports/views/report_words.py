"""What the office adds to a draft: remark and letter, photos of the annex."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from reports import workflow
from reports.actions.wording import WORDS, choose_photos, photo_candidates, write_words
from reports.forms.report_steps import PhotoForm, WordsForm
from reports.models import MonthlyReport

BY_THE_PORTAL = "bawaan"
ON_ITS_PAGE = "di-laporan"


def words_of(report: MonthlyReport) -> dict[str, str]:
    """What stands in the draft; copies as the last report had them where nothing was written."""
    revision = report.revision
    said = {name: getattr(revision, name) for name in WORDS}
    if not any(said.values()):
        former = report.office.monthly_reports.filter(month__lt=report.month, span=report.span)
        copies = former.exclude(revisions__copies_to="").order_by("-month")
        said["copies_to"] = (
            copies.values_list("revisions__copies_to", flat=True)
            .exclude(revisions__copies_to="")
            .first()
            or ""
        )
    return said


class DraftPage(ChangePage):
    """Something written beside a draft, by those who check and sign it."""

    model = MonthlyReport
    parents = (("Laporan", "reports:list"),)

    def refine(self, reports):
        return reports.select_related("office", "job")

    def check_permission(self):
        report, user = self.object, self.request.user
        rights = ("reports.check_monthlyreport", "reports.sign_monthlyreport")
        if user.office_id != report.office_id or not any(map(user.has_perm, rights)):
            raise PermissionDenied

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.check_permission()
        if self.object.revision is None or not workflow.drafted_anew(self.object):
            messages.error(request, "Laporan ini bukan konsep; isinya tidak berubah lagi.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_title(self):
        return f"{self.title}: {self.object.office.short_name}, {self.object.label}"


class Words(DraftPage):
    """The same form stands on the report's page, and says so (`ON_ITS_PAGE`)."""

    title = "Catatan dan surat pengantar"
    form_class = WordsForm
    success_message = "Tersimpan dan tercetak di laporan."

    def get_saved_address(self):
        on_its_page = ON_ITS_PAGE in self.request.POST
        return self.object.get_absolute_url() if on_its_page else super().get_saved_address()

    def get_initial(self):
        return words_of(self.object)

    def perform(self, form):
        said = {name: form.cleaned_data[name] for name in WORDS}
        return write_words(report=self.object, by=self.request.user, at=timezone.now(), **said)


class Photos(DraftPage):
    template_name = "reports/reports/photos.html"
    title = "Foto lampiran"
    lead = "Pilih 2–5 foto per kegiatan. Kegiatan tanpa pilihan tidak masuk lampiran."
    form_class = PhotoForm
    submit_label = "Simpan pilihan"
    success_message = "Pilihan foto tersimpan."

    def get_form_kwargs(self):
        self.candidates = photo_candidates(self.object.revision)
        return super().get_form_kwargs() | {"candidates": self.candidates}

    def get_initial(self):
        """Chosen by somebody, else what the portal put into the draft."""
        if self.object.chosen_photos is not None:
            return {"photos": self.object.chosen_photos}
        shown = {photo["path"] for photo in self.object.revision.snapshot.get("photos", ())}
        rows = photo_candidates(self.object.revision)
        return {"photos": [photo.pk for photo in rows if photo.image.name in shown]}

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        chosen = {str(each) for each in context["form"]["photos"].value() or ()}
        sessions = [
            (session, [(photo, str(photo.pk) in chosen) for photo in photos])
            for session, photos in groupby(self.candidates, key=lambda photo: photo.session)
        ]
        return context | {"sessions": sessions, "by_the_portal": BY_THE_PORTAL}

    def perform(self, form):
        portal = BY_THE_PORTAL in self.request.POST
        photos = None if portal else form.cleaned_data["photos"]
        return choose_photos(
            report=self.object, photos=photos, by=self.request.user, at=timezone.now()
        )
