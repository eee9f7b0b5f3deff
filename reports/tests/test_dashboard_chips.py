"""What a dashboard's head says of one office's report: what has arrived is owed no more."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from reports.dashboards.chips import own_headline
from reports.figures.reporting import ReportState, Standing, Status

AUGUST, DEADLINE = Month(2025, 8), date(2025, 9, 8)
LATE = {"late_by": 208}


def state(standing, status="", **values):
    return ReportState(1, "Kanim Satu", AUGUST, standing, DEADLINE, status=status, **values)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (
            state(Standing.REPORTED, Status.RECEIVED, **LATE),
            "laporan diterima, dikirim terlambat 208 hari kerja",
        ),
        (state(Standing.REPORTED, Status.SENT, **LATE), "laporan dikirim terlambat 208 hari kerja"),
        (state(Standing.REPORTED, Status.RECEIVED), "laporan diterima, tepat waktu"),
        (state(Standing.WAITING, Status.DRAFT, **LATE), "laporan belum, terlambat 208 hari kerja"),
        (state(Standing.RETURNED, Status.RETURNED, **LATE), "laporan dikembalikan"),
    ],
)
def test_an_accepted_month_reads_as_reported_however_late_it_was(where, words):
    assert own_headline(where).label == words
