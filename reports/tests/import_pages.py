"""Sending a sheet through the pages as a browser does, with the worker's part done at once."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

import officers.tasks  # noqa: F401 - the worker loads what it does; so do these tests
from officers import jobs
from officers.imports.findings import Findings
from officers.models import ImportRun, Job

PLAIN = ["Bulan", "Keperluan", "Hasil", "Jumlah"]
AUGUST = ["2025-08", "PMI", "Terbit"]
UPLOAD = "officers:import-create"
KIND = "passport-statistics"


def url_of(run, name="detail"):
    return reverse(f"officers:import-{name}", args=[run.pk])


def work():
    """What the worker does when the bell rings."""
    for job in Job.objects.unfinished():
        jobs.run(job_id=job.pk, at=timezone.now())


def send(client, content, name="rekap.csv", **more):
    """The upload alone; the file waits for the worker."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(UPLOAD), {"kind": KIND, "file": file, **more})


def upload(client, content, name="rekap.csv", **more):
    """The upload, checked: the import's page, or the form with its errors."""
    answer = send(client, content, name, **more)
    if answer.status_code != 302:
        return answer
    work()
    return client.get(answer.url)


def press(client, run, name, **entries):
    """A button of the import's page, done by the worker; the page as it is then."""
    answer = client.post(url_of(run, name), entries)
    assert answer.status_code == 302
    work()
    return client.get(url_of(run))


def answered(run, /, **answers):
    """The form of the questions: q1="32.75.03.1006", or q1=["cari", "32.75.03.1006"]."""
    asked = {each.id: each.asked for each in Findings.from_json(run.outcome).questions}
    entries = {"tanya": list(answers)}
    for name, answer in answers.items():
        chosen, *found = [answer] if isinstance(answer, str) else answer
        entries |= {f"tanya-{name}": asked.get(name, "entah"), f"jawab-{name}": chosen}
        entries |= {f"cari-{name}": found}
    return entries


def latest():
    return ImportRun.objects.latest("pk")


def said(response):
    """What a reader sees, without the runs of spaces a template leaves."""
    return " ".join(response.content.decode().split())
