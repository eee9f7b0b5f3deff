from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import urlencode


class PortalAdminSite(AdminSite):
    site_header = "Data induk Portal DBI"
    site_title = "Data induk"
    index_title = "Data induk dan akun"

    def login(self, request, extra_context=None):
        """One door for everyone: sign in where all sign in; without master data, no admin."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"/masuk/?{urlencode({'next': request.GET.get('next', request.path)})}")
