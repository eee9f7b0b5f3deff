from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import urlencode


class AutocompleteInFull(AutocompleteJsonView):
    """Names a region with its place, so that the three Tiban can be told apart."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        return result | {"text": getattr(obj, "full_name", "") or result["text"]}


class PortalAdminSite(AdminSite):
    site_header = "Data induk Portal DBI"
    site_title = "Data induk"
    index_title = "Data induk dan akun"

    def login(self, request, extra_context=None):
        """One door for everyone: sign in where all sign in; without master data, no admin."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"/masuk/?{urlencode({'next': request.GET.get('next', request.path)})}")

    def autocomplete_view(self, request):
        return AutocompleteInFull.as_view(admin_site=self)(request)
