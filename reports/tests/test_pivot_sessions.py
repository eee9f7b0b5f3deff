"""A cross table of sessions: each counts once in a total, however many rows it stands in."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from dbi_portal.lib.text import squash
from officers.tests.factories import OfficeFactory
from outreach.models import (
    Audience,
    Institution,
    RegionReached,
    SessionTopic,
    SessionVillage,
    Speaker,
)
from outreach.tests.factories import (
    AudienceGroupFactory,
    SessionFactory,
    SessionKindFactory,
    TopicFactory,
)
from reports.figures.period import MonthRange
from reports.figures.pivot import axes
from reports.figures.pivot import sessions as counting
from reports.figures.pivot.sessions import sessions as counted
from reports.figures.slices import Slice
from reports.tests.figures_world import region, village

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
BY = {axis.key: axis for axis in axes.SESSIONS}
COUNTS = {count.key: count for count in axes.COUNTS}


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Kanim Bekasi")


def held(office, day, people=None, **values):
    return SessionFactory(
        office=office, approved=True, held_on=date(2025, *day), participants=people, **values
    )


def table(*offices, rows, columns=None, count="kegiatan", **changes):
    asked = Slice(tuple(office.pk for office in offices), MonthRange(JULY, AUGUST))
    column = BY[columns] if columns else None
    return counted(asked.but(**changes), BY[rows], column, COUNTS[count], kanwil={})


def served(session, *villages):
    for each in villages:
        SessionVillage.objects.create(session=session, village=each)


def spoke(session, name):
    institution, _ = Institution.objects.get_or_create(key=squash(name), defaults={"name": name})
    return Speaker.objects.create(session=session, institution=institution)


def test_only_approved_sessions_of_the_months_count(bekasi):
    held(bekasi, (7, 3))
    held(bekasi, (8, 3))
    held(bekasi, (9, 3))
    SessionFactory(office=bekasi, held_on=date(2025, 8, 4))
    found = table(bekasi, rows="kantor", columns="bulan")
    assert found.cells == {(str(bekasi.pk), "2025-07"): 1, (str(bekasi.pk), "2025-08"): 1}
    assert found.total == 2


def test_a_session_of_two_topics_stands_in_both_rows_and_once_in_the_total(bekasi):
    one, two = TopicFactory(code="a", name="A"), TopicFactory(code="b", name="B")
    both, neither = held(bekasi, (8, 1), 40), held(bekasi, (8, 2), 5)
    SessionTopic.objects.create(session=both, topic=one)
    SessionTopic.objects.create(session=both, topic=two)
    found = table(bekasi, rows="topik", columns="bulan")
    assert found.rows == {str(one.pk): 1, str(two.pk): 1, "": 1}
    assert (found.columns["2025-08"], found.total) == (2, 2)
    people = table(bekasi, rows="topik", count="peserta")
    assert people.rows == {str(one.pk): 40, str(two.pk): 40, "": 5}
    assert people.total == 45
    assert neither.topics.count() == 0


def test_people_are_the_written_total_else_the_groups_else_unknown(bekasi):
    lurah = AudienceGroupFactory(name="Lurah")
    camat = AudienceGroupFactory(name="Camat")
    Audience.objects.create(session=held(bekasi, (8, 1), 100), group=lurah, count=30)
    summed = held(bekasi, (8, 2))
    Audience.objects.create(session=summed, group=lurah, count=6)
    Audience.objects.create(session=summed, group=camat, count=4)
    held(bekasi, (7, 2))
    by_month = table(bekasi, rows="bulan", count="peserta")
    assert by_month.rows == {"2025-07": None, "2025-08": 110}
    assert (by_month.total, by_month.unknown) == (110, 1)
    by_group = table(bekasi, rows="unsur", columns="bulan", count="peserta")
    assert by_group.rows == {str(lurah.pk): 36, str(camat.pk): 4, "": None}
    assert by_group.total == 110  # the sessions' own people, not the groups' sum


def test_villages_and_institutions_count_once_however_often_they_were_met(bekasi):
    jaya, baru = village(bekasi, "Jaya"), village(bekasi, "Baru", "32.16.02.2001")
    july, august = held(bekasi, (7, 1)), held(bekasi, (8, 1))
    served(july, jaya)
    served(august, jaya, baru)
    for session in (july, august):
        spoke(session, "BP3MI")
    by_month = table(bekasi, rows="bulan", count="desa")
    assert by_month.rows == {"2025-07": 1, "2025-08": 2}
    assert by_month.total == 2
    assert table(bekasi, rows="bulan", count="instansi").total == 1
    assert table(bekasi, rows="desa-binaan").rows == {str(jaya.pk): 2, str(baru.pk): 1}
    assert table(bekasi, rows="instansi", columns="bulan").total == 2


def test_a_session_reaches_the_regencies_it_names_and_serves_else_where_it_was_held(bekasi):
    served(held(bekasi, (8, 1)), village(bekasi, "Jaya", "32.75.01.1001"))
    named = held(bekasi, (8, 2), place_region=region("Hotel", "31.71.01.1001"))
    RegionReached.objects.create(session=named, region=region("Lain", "32.16.02.2001"))
    held(bekasi, (8, 3), place_region=region("Balai", "32.15.01.2001"))
    held(bekasi, (8, 4))
    found = table(bekasi, rows="kabupaten")
    assert found.rows == {"32.75": 1, "32.16": 1, "32.15": 1, "": 1}
    only = table(bekasi, rows="kabupaten", regency="32.16")
    assert (only.rows, only.total) == ({"32.16": 1}, 1)


def test_a_village_filter_leaves_sessions_elsewhere_out(bekasi):
    jaya, baru = village(bekasi, "Jaya"), village(bekasi, "Baru", "32.16.02.2001")
    served(held(bekasi, (8, 1)), jaya, baru)
    served(held(bekasi, (8, 2)), baru)
    found = table(bekasi, rows="desa-binaan", homes=(jaya.region_id,))
    assert (found.rows, found.total) == ({str(jaya.pk): 1}, 1)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    ("rows", "columns"), [("kantor", "bulan"), ("triwulan", None), ("jenis", "kantor")]
)
def test_the_kept_sums_say_what_the_sessions_say(bekasi, monkeypatch, rows, columns, count):
    karawang = OfficeFactory()
    jaya = village(bekasi, "Jaya")
    rapat = SessionKindFactory(code="rapat", name="Rapat")
    for number, office in enumerate([bekasi, bekasi, karawang, bekasi], start=1):
        session = held(office, (7 + number % 2, number), [12, None, 0, 30][number - 1])
        spoke(session, f"Dinas {number % 2}")
    served(held(bekasi, (8, 20), kind=rapat), jaya)
    asked = {"rows": rows, "columns": columns, "count": count}
    kept = table(bekasi, karawang, **asked)
    monkeypatch.setattr(counting, "is_summed", lambda *_: False)
    facts = table(bekasi, karawang, **asked)
    for part in ("rows", "columns", "total", "unknown"):
        known = getattr(facts, part)
        seen = getattr(kept, part)
        if isinstance(known, dict):  # a row of nothing is the same as none
            known, seen = ({k: v for k, v in each.items() if v != 0} for each in (known, seen))
        assert seen == known, part
    assert {k: v for k, v in kept.cells.items() if v != 0} == {
        k: v for k, v in facts.cells.items() if v != 0
    }
