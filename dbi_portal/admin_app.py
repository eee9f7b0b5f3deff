from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "dbi_portal.admin_site.PortalAdminSite"
