from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dbi_portal"

    def ready(self) -> None:
        """Bind shared tasks to the portal's Celery app in every process that runs Django.

        Not in `dbi_portal/__init__.py`: the child that reads a sheet would pay for it each time.
        """
        import dbi_portal.celery  # noqa: F401
