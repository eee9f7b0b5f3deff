"""Where a village lies: seen by everybody who sees the village, marked by its own office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from dbi_portal.lib.pages.forms import say_saved
from villages.actions.places import place_village, unplace_village
from villages.forms.places import PlaceForm
from villages.models import GuidedVillage, RegionPoint
from villages.places import places_of
from villages.views.land import local_only, map_settings
from villages.views.villages import VillagePage

PLACE = "villages.place_region"


class VillagePlace(VillagePage, ChangePage):
    """A map to click on, and two fields that say the same."""

    permission = PLACE
    template_name = "villages/place.html"
    form_class = PlaceForm
    submit_label = "Simpan letak"
    success_message = "Letak {row} tersimpan."

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return local_only(super().dispatch(request, *args, **kwargs))

    def get_title(self) -> str:
        return f"Letak {self.name}"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"region": self.object.region}

    def get_initial(self) -> dict:
        point = self.marked()
        if point is None:
            return {}
        return {"latitude": point.latitude, "longitude": point.longitude, "note": point.note}

    def marked(self) -> RegionPoint | None:
        points = RegionPoint.objects.filter(source=RegionPoint.Source.PAGE)
        return points.filter(region=self.object.region_id).first()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.POST.get("langkah") == "hapus":
            return self.unplace()
        return super().post(request, *args, **kwargs)

    def unplace(self) -> HttpResponse:
        """The next source counts again; nothing else is lost."""
        unplace_village(village=self.object, by=self.request.user)
        words = f"Tanda letak {self.name} dihapus."
        say_saved(self.request, messages.SUCCESS, words)
        return redirect(self.object)

    def perform(self, form: PlaceForm) -> GuidedVillage:
        data = form.cleaned_data
        place_village(
            village=self.object,
            lat=data["latitude"],
            lng=data["longitude"],
            note=data["note"],
            by=self.request.user,
            at=timezone.now(),
        )
        return self.object

    def get_context_data(self, **context) -> dict:
        place = places_of([self.object.region_id]).get(self.object.region_id)
        shown = {"lat": place.lat, "lng": place.lng, "rough": place.approximate} if place else None
        return super().get_context_data(
            place=place,
            marked=self.marked() is not None,
            map=map_settings() | {"place": shown},
            **context,
        )
