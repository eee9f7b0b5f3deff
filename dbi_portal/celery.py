import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dbi_portal.settings")

app = Celery("dbi_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["dbi_portal.public"])  # no app of its own
app.conf.beat_schedule = {
    "ring for forgotten jobs": {
        "task": "officers.tasks.ring_forgotten_jobs",
        "schedule": settings.JOB_SWEEP_SECONDS,
    },
    "forget which tables changed long ago": {
        "task": "officers.tasks.forget_changes",
        "schedule": 300.0,
    },
    # Every quarter hour: "the first of the month at five" comes three times in three time zones.
    "draft the reports that are due": {
        "task": "reports.tasks.draft_due_reports",
        "schedule": 900.0,
    },
    # Likewise: "tomorrow" begins at three different moments, and mail waits for three mornings.
    "remind people of what is ahead and what is late": {
        "task": "outreach.tasks.remind",
        "schedule": 900.0,
    },
    # Deadlines pass at three midnights, and are said in three mornings.
    "remind offices of the reports they owe": {
        "task": "reports.tasks.remind",
        "schedule": 900.0,
    },
    "mail the reports that wait for the morning or for a mail server": {
        "task": "reports.tasks.mail_waiting_reports",
        "schedule": 900.0,
    },
    "throw away files no report names": {
        "task": "reports.tasks.sweep_files",
        "schedule": 24 * 60 * 60.0,
    },
}
if settings.PUBLIC_SECONDS:
    app.conf.beat_schedule["renew what everybody may see"] = {
        "task": "dbi_portal.public.tasks.renew",
        "schedule": float(settings.PUBLIC_SECONDS),
        "options": {"expires": settings.PUBLIC_SECONDS},  # a busy worker does it once, not in a row
    }
