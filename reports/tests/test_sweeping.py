"""Files that no report names are thrown away, and no other file."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from officers.tests.factories import OfficeFactory
from reports.actions.sweeping import WHILE_WORKING, sweep_files
from reports.models import ReportRevision
from reports.tests.dashboards import AUGUST
from reports.tests.figures_world import report

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(name: str) -> str:
    return default_storage.save(name, ContentFile(b"%PDF-"))


def swept(*, after=WHILE_WORKING + LATER) -> int:
    return sweep_files(at=timezone.now() + after)


def test_a_file_no_report_names_goes_and_a_named_one_stays():
    named = report(OfficeFactory(), AUGUST).revision
    kept = {field: stored(f"reports/kanim-bekasi/a.{field}") for field in ("pdf", "xlsx", "html")}
    ReportRevision.objects.filter(pk=named.pk).update(**kept)
    orphan = stored("reports/kanim-bekasi/2025-08-r1-aaaaaaaa_x7.pdf")
    assert swept() == 1
    assert not default_storage.exists(orphan)
    assert all(default_storage.exists(name) for name in kept.values())


def test_what_somebody_may_be_writing_now_stays():
    fresh = stored("reports/kanim-bekasi/a.pdf")
    assert swept(after=WHILE_WORKING - LATER) == 0
    assert default_storage.exists(fresh)


def test_photos_and_everybody_elses_files_stay():
    others = [stored("reports/photos/abc.jpg"), stored("imports/rekap.csv")]
    assert swept() == 0
    assert all(map(default_storage.exists, others))


def test_a_portal_without_a_single_file_has_nothing_to_sweep():
    assert swept() == 0
