"""`manage.py check_summaries`: every stored summary can be written again, word for word, and every
sum that is kept for dashboards counted again from figures and sessions.
"""

import io
import json

import pytest
from django.core.management import call_command

from outreach.models.summary import SessionSum
from outreach.tests.factories import SessionFactory
from reports.actions import reports
from reports.models import MonthlyReport, ReportRevision
from reports.models.report import Span
from reports.models.summary import FigureSum
from reports.tests.months import AUGUST, SEPTEMBER_1, small_kanwil

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = small_kanwil()
    reports.build_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    return place


# August and July of Bekasi, July of Cianjur: one breakdown each.
SUMS = 3


def check(*options):
    out = io.StringIO()
    call_command("check_summaries", "--json", *options, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def differing(*options):
    """What it prints when it ends with 1."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_summaries", "--json", *options, stdout=out, stderr=io.StringIO())
    assert ended.value.code == 1
    return json.loads(out.getvalue())


def test_every_summary_is_what_its_rules_write(place):
    at = {"by": None, "at": SEPTEMBER_1}
    reports.build_report(office=place.bekasi, month=AUGUST, span=Span.QUARTER, **at)
    assert check() == {"checked": 4 + SUMS, "different": []}


def test_a_summary_that_was_touched_is_told_with_both_texts(place):
    revision = ReportRevision.objects.get(office=place.bekasi)
    written = revision.snapshot["summary"]
    revision.snapshot = revision.snapshot | {"summary": ["Semua baik.", *written[1:]]}
    revision.save()
    answer = differing()
    [each] = answer["different"]
    assert answer["checked"] == 3 + SUMS
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
    assert check()["checked"] == 3 + SUMS


def test_a_wrong_sum_is_told_with_both_numbers(place):
    FigureSum.objects.filter(office=place.bekasi, total=812).update(total=813)
    [each] = differing()["different"]
    assert each == {
        "office": place.bekasi.code,
        "summary": "FigureSum",
        "of": {
            "office_id": place.bekasi.pk, "period_start": "2025-08-01", "period_end": "2025-08-31",
            "grain": "month:purpose", "outcome": "terbit", "purpose": "pmi",
        },
        "kept": {"total": 813, "figures": 1, "made_up": 0},
        "counted": {"total": 812, "figures": 1, "made_up": 0},
    }  # fmt: skip


def test_a_sum_nobody_kept_is_told(place):
    SessionFactory(office=place.bekasi, approved=True, participants=9)
    SessionSum.objects.all().delete()
    [each] = differing()["different"]
    assert (each["summary"], each["kept"], each["counted"]["people"]) == ("SessionSum", None, 9)


def test_sums_are_repaired_when_asked_and_summaries_never(place):
    FigureSum.objects.update(total=1)
    SessionSum.objects.create(
        office=place.bekasi, month=AUGUST.first_day, kind_id=1, sessions=1, people=1, uncounted=0,
        without_village=0, made_up=0,
    )  # fmt: skip
    assert len(check("--repair")["different"]) == 4
    assert check() == {"checked": 3 + SUMS, "different": []}
    revision = ReportRevision.objects.get(office=place.bekasi)
    revision.snapshot = revision.snapshot | {"summary": ["Semua baik."]}
    revision.save()
    differing("--repair")
    assert differing()["different"][0]["stored"] == ["Semua baik."]


def test_in_words_it_names_the_sum_and_what_it_should_be(place):
    FigureSum.objects.filter(office=place.cianjur).update(total=91)
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_summaries", stdout=out)
    assert out.getvalue().splitlines() == [
        "6 ringkasan dan jumlah diperiksa, 1 berbeda.",
        (
            f"FigureSum {place.cianjur.code} 2025-07-01, 2025-07-31, month:purpose, terbit, pmi: "
            "tersimpan total 91, figures 1, made_up 0, seharusnya total 90, figures 1, made_up 0"
        ),
    ]
