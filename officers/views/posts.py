"""The posts of an officer: a new position in the same office, and how one was written down."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from officers.actions import posts as actions
from officers.forms.posts import PositionForm, PostForm, ReturnForm
from officers.models import Officer, OfficerPost
from officers.views.officers import CHANGE, OfficerPage, OwnOfficer


class OfficerPosition(OwnOfficer, OfficerPage, ChangePage):
    permission = CHANGE
    form_class = PositionForm
    submit_label = "Simpan jabatan baru"
    success_message = "Jabatan baru {row} tersimpan."

    def get_title(self) -> str:
        return f"Ubah jabatan {self.name}"

    def get_initial(self) -> dict:
        return {"on": timezone.localdate()}

    def perform(self, form):
        asked = form.cleaned_data
        post = actions.change_position(
            officer=self.object, **asked, by=self.request.user, at=timezone.now()
        )
        return post.officer


class OfficerReturn(OwnOfficer, OfficerPage, ChangePage):
    permission = CHANGE
    form_class = ReturnForm
    submit_label = "Catat kembali bertugas"
    success_message = "{row} kembali bertugas."
    lead = "Penugasan ke desa yang sudah berakhir tidak dibuka lagi; tugaskan kembali sesudah ini."

    def get_title(self) -> str:
        return f"Kembali bertugas: {self.name}"

    def perform(self, form):
        asked = form.cleaned_data
        return actions.resume_service(
            officer=self.object, **asked, by=self.request.user, at=timezone.now()
        )


class PostChange(ChangePage):
    model = OfficerPost
    permission = CHANGE
    parents = [("Petugas", "officers:list")]
    form_class = PostForm
    submit_label = "Simpan perubahan"
    success_message = "Riwayat jabatan diperbaiki."

    def refine(self, posts: QuerySet) -> QuerySet:
        """Posts of those who are one's own people now: whoever moved on is put right there."""
        own = Officer.objects.own_to(self.request.user)
        return posts.filter(officer__in=own.values("pk")).select_related("officer", "office")

    def rows(self) -> QuerySet:
        """His earlier posts were other offices'; they came with him."""
        return self.refine(OfficerPost.objects.all())

    def get_title(self) -> str:
        return f"Perbaiki jabatan {self.object.officer}"

    def get_cancel_url(self) -> str:
        return self.object.officer.get_absolute_url()

    def get_success_url(self) -> str:
        return self.get_cancel_url()

    def perform(self, form):
        asked = form.cleaned_data
        post = OfficerPost.objects.select_related("officer").get(pk=self.object.pk)
        return actions.correct_post(post=post, **asked, by=self.request.user)
