"""What is changed of an office: its letterhead by its own admin, its place by the centre."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage, CreatePage
from officers import audit
from officers.actions import offices as actions
from officers.forms.offices import (
    AliasForm,
    ClassForm,
    CloseForm,
    MoveForm,
    NewOfficeForm,
    OfficeForm,
    OwnOfficeForm,
)
from officers.models import Office

PARENTS = [("Kantor", "officers:office-list")]


class OfficeCreate(CreatePage):
    model = Office
    permission = "officers.add_office"
    title = "Buka kantor"
    parents = PARENTS
    form_class = NewOfficeForm
    submit_label = "Simpan kantor"
    success_message = "{row} dicatat. Undang sekarang admin kantor itu."

    def perform(self, form):
        return actions.open_office(
            office=form.save(commit=False),
            supervisor=form.cleaned_data["supervisor"],
            since=form.cleaned_data["opened_on"],
            by=self.request.user,
        )


class OfficePage(ChangePage):
    model = Office
    parents = PARENTS
    submit_label = "Simpan"
    success_message = "Perubahan pada {row} tersimpan."


class OfficeChange(OfficePage):
    """The centre sees all fields, an office's admin those of his letters."""

    def check_permission(self) -> None:
        if not actions.may_change(self.request.user, self.object):
            raise PermissionDenied

    def get_form_class(self):
        at_centre = self.request.user.has_perm("officers.change_office")
        return OfficeForm if at_centre else OwnOfficeForm

    def perform(self, form):
        return actions.change_office(
            office=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )


class CentrePage(OfficePage):
    permission = "officers.change_office"


class OfficeClose(CentrePage):
    form_class = CloseForm

    def get_title(self) -> str:
        return f"Tutup atau buka lagi {self.name}"

    def get_initial(self) -> dict:
        return {"closed_on": self.object.closed_on}

    def perform(self, form):
        day = form.cleaned_data["closed_on"]
        return actions.close_office(office=self.object, closed_on=day, by=self.request.user)


class OfficeAliases(CentrePage):
    form_class = AliasForm

    def get_title(self) -> str:
        return f"Sebutan lain {self.name}"

    def get_initial(self) -> dict:
        return {"texts": "\n".join(alias.text for alias in self.object.aliases.for_everyone())}

    def perform(self, form):
        texts = form.cleaned_data["texts"]
        return actions.name_office(office=self.object, texts=texts, by=self.request.user)


class OfficeClassify(CentrePage):
    form_class = ClassForm
    success_message = "Kelas baru {row} tersimpan."

    def get_title(self) -> str:
        return f"Kelas baru {self.name}"

    def get_initial(self) -> dict:
        return {"since": timezone.localdate()}

    def perform(self, form):
        actions.classify_office(office=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class OfficeMove(CentrePage):
    form_class = MoveForm
    success_message = "{row} pindah ke Kanwil lain; bulan-bulan lalu tetap pada yang lama."

    def get_title(self) -> str:
        return f"Pindahkan {self.name}"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"office": self.object}

    def perform(self, form):
        actions.move_office(office=self.object, by=self.request.user, **form.cleaned_data)
        return self.object
