"""`manage.py check_summaries`: every stored summary can be written again, word for word."""

import io
import json

import pytest
from django.core.management import call_command

from reports.actions import reports
from reports.models import MonthlyReport, ReportRevision
from reports.models.report import Span
from reports.tests.months import AUGUST, SEPTEMBER_1, small_kanwil

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = small_kanwil()
    reports.build_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    return place


def check():
    out = io.StringIO()
    call_command("check_summaries", "--json", stdout=out)
    return json.loads(out.getvalue())


def differing():
    """What it prints when it ends with 1."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_summaries", "--json", stdout=out)
    assert ended.value.code == 1
    return json.loads(out.getvalue())


def test_every_summary_is_what_its_rules_write(place):
    at = {"by": None, "at": SEPTEMBER_1}
    reports.build_report(office=place.bekasi, month=AUGUST, span=Span.QUARTER, **at)
    assert check() == {"checked": 4, "different": []}


def test_a_summary_that_was_touched_is_told_with_both_texts(place):
    revision = ReportRevision.objects.get(office=place.bekasi)
    written = revision.snapshot["summary"]
    revision.snapshot = revision.snapshot | {"summary": ["Semua baik.", *written[1:]]}
    revision.save()
    answer = differing()
    [each] = answer["different"]
    assert answer["checked"] == 3
    assert (each["office"], each["month"], each["revision"]) == (place.bekasi.code, "2025-08", 1)
    assert (each["stored"][0], each["written"]) == ("Semua baik.", written)


def test_a_summary_of_rules_nobody_knows_is_different(place):
    revision = ReportRevision.objects.get(office=place.bekasi)
    revision.snapshot = revision.snapshot | {"rules": 99}
    revision.save()
    assert [each["rules"] for each in differing()["different"]] == [99]


def test_a_summary_of_the_first_rules_is_written_by_those(place):
    revision = ReportRevision.objects.get(office=place.bekasi)
    older = {name: value for name, value in revision.snapshot.items() if name != "rules"}
    revision.snapshot = older | {"summary": ["Belum."]}
    revision.save()
    [each] = differing()["different"]
    assert each["written"][0] == (
        "Kanim Satu menerbitkan 812 paspor PMI pada Agustus 2025, naik 112 dari Juli 2025, "
        "dan 1.512 sejak Januari."
    )


def test_a_report_that_was_only_asked_for_has_no_summary(place):
    MonthlyReport.objects.create(office=place.bekasi, month=AUGUST.next().first_day)
    assert check()["checked"] == 3
