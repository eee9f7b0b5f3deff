"""Work areas of an office: a part of its page, and the centre's forms."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage, Crumb
from officers.models import Office
from villages.actions import areas as actions
from villages.forms.areas import AreaEndForm, AreaForm
from villages.models import Jurisdiction


def area_panel(request, code):
    """The regions an office serves today and served before, as a part of its page."""
    office = get_object_or_404(Office.objects.visible_to(request.user), code=code)
    areas = Jurisdiction.objects.visible_to(request.user).filter(office=office)
    today = timezone.localdate()
    return render(
        request,
        "villages/area_panel.html",
        {
            "office": office,
            "areas": areas.select_related("region").order_by("region"),
            "today": today,
            "may_add": request.user.has_perm("villages.add_jurisdiction"),
            "may_change": request.user.has_perm("villages.change_jurisdiction"),
        },
    )


class AreaAdd(ChangePage):
    """More regions for one office."""

    model = Office
    permission = "villages.add_jurisdiction"
    parents = [("Kantor", "officers:office-list")]
    form_class = AreaForm
    submit_label = "Simpan wilayah kerja"
    success_message = "Wilayah kerja {row} tersimpan."

    def get_title(self) -> str:
        return f"Tambah wilayah kerja {self.name}"

    def get_initial(self) -> dict:
        return {"since": timezone.localdate()}

    def perform(self, form):
        actions.add_areas(office=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class AreaEnd(ChangePage):
    model = Jurisdiction
    permission = "villages.change_jurisdiction"
    parents = [("Kantor", "officers:office-list")]
    form_class = AreaEndForm
    submit_label = "Akhiri"
    success_message = "Wilayah kerja diakhiri."

    def refine(self, areas):
        return areas.select_related("office", "region")

    def get_title(self) -> str:
        return f"Akhiri wilayah kerja {self.object.region.name}"

    def get_parents(self):
        office = self.object.office
        return [*super().get_parents(), Crumb(str(office), office.get_absolute_url())]

    def get_initial(self) -> dict:
        return {"ends_on": self.object.ends_on or timezone.localdate()}

    def get_cancel_url(self) -> str:
        return self.object.office.get_absolute_url()

    get_success_url = get_cancel_url

    def perform(self, form):
        day = form.cleaned_data["ends_on"]
        return actions.end_area(area=self.object, ends_on=day, by=self.request.user)
