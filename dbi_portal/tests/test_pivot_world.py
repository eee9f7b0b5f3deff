"""Over the seeded world: what each role reads in a pivot is what plain SQL says of its offices."""

import csv
import io

import pytest
from django.db import connection
from django.urls import reverse

from dbi_portal.tests.readers import signed_in, stands_for_its_kind
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from officers.roles import Role

# Of each office and month the breakdown with the fewest dimensions that tells the home village.
BY_VILLAGE = """
    WITH chosen AS (
        SELECT DISTINCT ON (office_id, period_start) office_id, period_start, grain
        FROM reports_passportstatistic
        WHERE upper_inf(recorded) AND grain LIKE 'month:%%home%%' AND outcome = 'terbit'
          AND purpose = 'pmi'
          AND office_id IN (SELECT id FROM officers_office WHERE code = ANY(%(seen)s))
          AND period_start BETWEEN '2025-01-01' AND '2025-12-01'
        ORDER BY office_id, period_start, array_length(string_to_array(grain, ','), 1), grain
    )
    SELECT region.name, sum(count)
    FROM reports_passportstatistic fact JOIN chosen USING (office_id, period_start, grain)
    JOIN villages_region region ON region.code = left(fact.home_region_id, 5)
    WHERE upper_inf(recorded) AND outcome = 'terbit' AND purpose = 'pmi'
    GROUP BY region.name
"""
BY_TOPIC = """
    SELECT topic.name, count(DISTINCT session.id)
    FROM outreach_session session
    JOIN outreach_sessiontopic link ON link.session_id = session.id
    JOIN outreach_topic topic ON topic.id = link.topic_id
    WHERE session.status = 'disetujui' AND session.held_on BETWEEN '2025-01-01' AND '2025-12-31'
      AND session.office_id IN (SELECT id FROM officers_office WHERE code = ANY(%(seen)s))
    GROUP BY topic.name
"""
IN_ALL = """
    SELECT count(*), sum(coalesce(participants, (
               SELECT sum(count) FROM outreach_audience WHERE session_id = session.id)))
    FROM outreach_session session
    WHERE status = 'disetujui' AND held_on BETWEEN '2025-01-01' AND '2025-12-31'
      AND office_id IN (SELECT id FROM officers_office WHERE code = ANY(%(seen)s))
"""


@pytest.fixture(scope="module")
def readers(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        told = [
            each
            for each in world["users"]
            if each["active"] and each["office"] and stands_for_its_kind(each)
            and each["role"] != Role.VILLAGE_OFFICIAL
        ]  # fmt: skip
        yield [signed_in(each, world["offices"]) for each in told]


def plain(reader, sql):
    """Of the offices this reader sees, by the house rule and not by the portal's word."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"seen": sorted(reader.sees)})
        return cursor.fetchall()


def shown(reader, **asked):
    address = reverse("reports:pivot")
    query = {"bulan": "2025-12", "kolom": "tanpa", "unduh": "csv"} | asked
    answer = reader.client.get(address, query)
    assert answer.status_code == 200, f"{reader}"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text))
    return {row[0]: int(row[-1]) for row in rows if row[-1]}


FEET = {"Jumlah", "Tercetak", "Selisih"}


def test_passports_by_home_regency(readers, db):
    found = 0
    for reader in readers:
        expected = {name: int(value) for name, value in plain(reader, BY_VILLAGE)}
        rows = shown(reader, baris="kabupaten")
        assert {k: v for k, v in rows.items() if k not in FEET} == expected, f"{reader}"
        assert rows.get("Jumlah", 0) == sum(expected.values()), f"{reader}"
        found += len(expected)
    assert found  # the world has such figures


def test_sessions_by_topic_and_once_in_the_total(readers, db):
    for reader in readers:
        [(number, people)] = plain(reader, IN_ALL)
        rows = shown(reader, data="kegiatan", baris="topik")
        expected = dict(plain(reader, BY_TOPIC))
        mine = {name: value for name, value in rows.items() if name not in {*FEET, "Tanpa topik"}}
        assert mine == expected, f"{reader}"
        assert rows.get("Jumlah", 0) == number, f"{reader}"
        by_kind = shown(reader, data="kegiatan", baris="jenis", ukuran="peserta")
        assert by_kind.get("Jumlah", 0) == (people or 0), f"{reader}"
