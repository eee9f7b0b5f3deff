from datetime import UTC, datetime

import factory
from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from dbi_portal.lib.months import Month
from officers.models import ImportRun
from officers.tests.factories import OfficeFactory, UserFactory
from reports.actions.statistics import grain_of
from reports.models import PassportStatistic

AUGUST = Month(2025, 8)
LONG_KNOWN = datetime(2025, 9, 1, 2, 0, tzinfo=UTC)


class StatisticFactory(factory.django.DjangoModelFactory):
    """A current figure, known since `at`: `StatisticFactory(office=…, month=Month(2025, 7))`."""

    class Meta:
        model = PassportStatistic

    class Params:
        month = AUGUST
        at = LONG_KNOWN

    office = factory.SubFactory(OfficeFactory)
    period_start = factory.LazyAttribute(lambda row: row.month.first_day)
    period_end = factory.LazyAttribute(lambda row: row.month.last_day)
    outcome = PassportStatistic.Outcome.ISSUED
    purpose = PassportStatistic.Purpose.MIGRANT_WORK
    count = 100
    recorded = factory.LazyAttribute(lambda row: DateTimeTZRange(row.at, None))
    entered_by = None

    @classmethod
    def _create(cls, model_class, *args, **values):
        row = model_class(*args, **values)
        row.grain = str(grain_of(row))
        row.save()
        return row


class ImportRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRun

    office = factory.SubFactory(OfficeFactory)
    kind = "passport-statistics"
    filename = "rekap.csv"
    sha256 = factory.Sequence("{:064x}".format)
    original = factory.LazyFunction(lambda: ContentFile(b"Bulan;Jumlah\n", name="rekap.csv"))
    uploaded_by = factory.SubFactory(UserFactory)
