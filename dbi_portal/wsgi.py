"""The door for a web server: `gunicorn dbi_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dbi_portal.settings")

application = get_wsgi_application()
