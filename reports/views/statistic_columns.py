"""The columns of the register of figures: on the page, and in the workbook made of it."""

from __future__ import annotations

from dbi_portal.lib.pages import Chip, Column
from reports.forms.statistic_filters import label_of
from reports.models import PassportStatistic
from reports.period import Period


def period_of(statistic: PassportStatistic) -> Period:
    return Period(statistic.period_start, statistic.period_end)


def state_chip(statistic: PassportStatistic) -> Chip:
    if statistic.is_current:
        return Chip("berlaku", "good", "check")
    replaced = hasattr(statistic, "superseded_by")
    return Chip("dikoreksi" if replaced else "ditarik", "plain", "x")


def home_of(statistic: PassportStatistic) -> str:
    return statistic.home_region.name if statistic.home_region else "Seluruh kantor"


def made_up_note(statistic: PassportStatistic) -> str:
    return "data contoh" if statistic.made_up else ""


def people_note(statistic: PassportStatistic) -> str:
    """Only what does not count applications says what it counts."""
    return statistic.unit if statistic.outcome == PassportStatistic.Outcome.DEPARTURE_DELAY else ""


def split_note(statistic: PassportStatistic) -> str:
    """ "Malaysia · Perempuan": what tells rows of one village and month apart."""
    values = (
        statistic.destination,
        statistic.get_service_display(),
        statistic.get_book_type_display(),
        statistic.get_sex_display(),
        statistic.service_point,
        statistic.reason,
    )
    return " · ".join(filter(None, values))


PERIOD = Column("Periode", lambda row: period_of(row).label, sort="period_start", note=made_up_note)
OFFICE = Column("Kantor", "office.short_name", sort="office__short_name")
OUTCOME = Column("Hasil", "get_outcome_display", sort="outcome", note=split_note)
PURPOSE = Column("Keperluan", "get_purpose_display", sort="purpose", hide_on_phone=True)
HOME = Column("Asal", home_of, sort="home_region__name", note="home_region.path")
COUNT = Column("Jumlah", "count", sort="count", kind="number", note=people_note)
STATE = Column("Keadaan", state_chip, kind="chip")

SHOWN = (PERIOD, OFFICE, OUTCOME, PURPOSE, HOME, COUNT)
# Who adds rows up in a workbook needs every dimension, and the grain they may be added within.
EXPORTED = (
    PERIOD,
    Column("Mulai", "period_start", kind="date"),
    Column("Sampai", "period_end", kind="date"),
    OFFICE,
    OUTCOME,
    PURPOSE,
    HOME,
    Column("Kode desa", "home_region_id"),
    Column("Negara tujuan", "destination"),
    Column("Jenis layanan", "get_service_display"),
    Column("Jenis paspor", "get_book_type_display"),
    Column("Jenis kelamin", "get_sex_display"),
    Column("Tempat layanan", "service_point"),
    Column("Alasan", "reason"),
    Column("Rincian", lambda row: label_of(row.grain)),
    COUNT,
    Column("Satuan", "unit"),
    Column("Keterangan", made_up_note),
)
