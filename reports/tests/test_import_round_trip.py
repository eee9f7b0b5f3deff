"""Any table of figures, written as an office might, is the same table in the register afterwards.

Whatever the portal is not sure of it asks; with the true answers given, nothing is lost or wrong.
"""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from dbi_portal.lib.tests.messy import DISTRICTS, VILLAGES, sheets
from officers.imports.running import commit_run
from officers.tests.factories import OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.models.statistic import Outcome
from reports.tests.importing import look
from villages.tests.factories import JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
AFTERWARDS = datetime(2027, 1, 10, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clerk():
    """Of an office that serves a regency in which every village of the sheets lies."""
    office = OfficeFactory()
    JurisdictionFactory(office=office)
    for number, name in enumerate(DISTRICTS, 1):
        RegionFactory(code=f"32.75.{number:02}", name=name, level="kecamatan")
    for number, name in enumerate(VILLAGES, 1):
        RegionFactory(code=f"32.75.{number % 3 + 1:02}.{number + 1000}", name=name)
    return UserFactory(office=office)


def workbook(paper):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = paper.name
    for line in paper.lines:
        sheet.append(line)
    for top, bottom, left, right in paper.merged:
        sheet.merge_cells(
            start_row=top, end_row=bottom, start_column=left + 1, end_column=right + 1
        )
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def answers(findings):
    """The true ones: the village that bears the name; of two ways to read a number the first."""
    return {each.id: each.candidates[0].code for each in findings.questions if not each.answer}


def imported(content, clerk):
    """Checked, every question answered, written; the answers that were needed."""
    given, asked = {}, True
    while asked:
        seen = look(content, clerk, name="rekap.xlsx", at=AFTERWARDS, answers=given)
        asked = answers(seen.findings)
        given |= asked
    assert seen.sentences == []
    commit_run(run=seen.run, by=clerk, at=AFTERWARDS)


def register():
    rows = PassportStatistic.objects.current().values_list(
        "home_region__name", "outcome", "period_start", "count"
    )
    return {(name, Outcome(what).label, str(day)[:7]): count for name, what, day, count in rows}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_any_table_written_messily_is_the_same_table_in_the_register(clerk, written):
    with transaction.atomic():
        imported(workbook(written.paper), clerk)
        assert register() == written.figures
        again = look(workbook(written.paper), clerk, name="rekap.xlsx", at=AFTERWARDS)
        assert again.counts == {"unchanged": len(written.figures)}
        transaction.set_rollback(True)
