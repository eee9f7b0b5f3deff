"""Every figure of Beranda and Telusuri beside a plain sum over the rows, for every role."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from dbi_portal.lib.numbers import angka
from dbi_portal.tests.readers import Reader, signed_in, stands_for_its_kind
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from reports.tests.dashboards import panel

AUGUST = {"bulan": "2025-08"}
PERM = "reports.view_dashboard"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.fixture(scope="module")
def readers(world, django_db_blocker) -> list[Reader]:
    """One reader of each role and kind of office that may see a dashboard."""
    chosen = [told for told in world["users"] if told["active"] and stands_for_its_kind(told)]
    found = [signed_in(told, world["offices"]) for told in chosen]
    return [reader for reader in found if reader.may(PERM) and reader.told["office"]]


def beneath(code: str, world: dict) -> list[str]:
    """Codes of the offices whose figures the dashboard of `code` adds up."""
    every = world["offices"]
    if code == "pusat":
        return [office["code"] for office in every]
    return [code, *(office["code"] for office in every if office["parent"] == code)]


def asked(sql: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def passports(codes, first="2025-08-01", last="2025-08-31", *, outcome="terbit", home="") -> int:
    """The rows added up: office totals, or with `home` those of villages beneath a code."""
    where = "home_region_id LIKE %s" if home else "home_region_id IS NULL AND '' = %s"
    [(total,)] = asked(
        f"""SELECT coalesce(sum(count), 0) FROM reports_passportstatistic s
            JOIN officers_office o ON o.id = s.office_id
            WHERE upper_inf(recorded) AND outcome = %s AND purpose = 'pmi' AND o.code = ANY(%s)
              AND period_start >= %s AND period_end <= %s AND {where}""",  # noqa: S608
        outcome, list(codes), first, last, f"{home}%" if home else "",
    )  # fmt: skip
    return total


def sessions(codes, first="2025-08-01", last="2025-08-31", *, region="") -> int:
    [(number,)] = asked(
        """SELECT count(*) FROM outreach_session s JOIN officers_office o ON o.id = s.office_id
           WHERE s.status = 'disetujui' AND o.code = ANY(%s) AND s.held_on BETWEEN %s AND %s
             AND (%s = '' OR EXISTS (
                SELECT FROM outreach_regionreached r
                WHERE r.session_id = s.id AND r.region_id LIKE %s) OR EXISTS (
                SELECT FROM outreach_sessionvillage v
                JOIN villages_guidedvillage g ON g.id = v.village_id
                WHERE v.session_id = s.id AND g.region_id LIKE %s))""",
        list(codes), first, last, region, f"{region}%", f"{region}%",
    )  # fmt: skip
    return number


def opened(reader: Reader, name: str, **query):
    response = reader.client.get(reverse(name), query)
    assert response.status_code == 200, f"{reader} {name} {query}"
    return response


def dashboard(reader: Reader, **query):
    response = opened(reader, "home", **query)
    response.dashboard = response.context["dashboard"]
    return response


def shown(page) -> dict[str, tuple[str, str]]:
    return {each.label: (each.value, each.over) for each in page.dashboard.figures}


def test_every_reader_sees_the_sums_of_every_office_he_may_see(readers, world, db):
    for reader in readers:
        for code in sorted(reader.sees):
            codes = beneath(code, world)
            year = ("2025-01-01", "2025-08-31")
            figures = shown(dashboard(reader, kantor=code, **AUGUST))
            assert figures["Paspor PMI terbit"] == (
                angka(passports(codes)),
                f"Januari–Agustus 2025: {angka(passports(codes, *year))}",
            ), f"{reader} {code}"
            assert figures["Kegiatan disetujui"] == (
                angka(sessions(codes)),
                f"Januari–Agustus 2025: {angka(sessions(codes, *year))}",
            ), f"{reader} {code}"


def test_offices_and_villages_in_the_tables_are_the_rows_added_up(readers, world, db):
    for reader in readers:
        codes = beneath(reader.told["office"], world)
        page = dashboard(reader, rentang="3", **AUGUST)
        homes = panel(page, "homes")
        most = asked(
            """SELECT r.name, sum(s.count) FROM reports_passportstatistic s
               JOIN officers_office o ON o.id = s.office_id
               JOIN villages_region r ON r.code = s.home_region_id
               WHERE upper_inf(s.recorded) AND s.outcome = 'terbit' AND s.purpose = 'pmi'
                 AND o.code = ANY(%s) AND s.period_start >= '2025-06-01'
                 AND s.period_end <= '2025-08-31'
               GROUP BY r.code, r.name ORDER BY 2 DESC, r.code LIMIT 10""",
            codes,
        )
        assert [(row.name, row.value) for row in (*homes.rows, *homes.more)] == most, str(reader)
        if len(codes) > 1:
            total = sum(row.to_date or 0 for row in panel(page, "offices").rows)
            reporting = [each for each in codes if each.startswith(("kanim", "rudenim"))]
            assert total == passports(reporting, "2025-06-01", "2025-08-31"), str(reader)


def test_a_regency_narrows_passports_and_sessions_for_every_reader(readers, world, db):
    [(regency,)] = asked(
        """SELECT left(home_region_id, 5) FROM reports_passportstatistic s
           JOIN officers_office o ON o.id = s.office_id WHERE o.code = 'kanim-x-1'
             AND home_region_id IS NOT NULL ORDER BY 1 LIMIT 1"""
    )
    for reader in readers:
        codes = beneath(reader.told["office"], world)
        figures = shown(dashboard(reader, kabupaten=regency, **AUGUST))
        assert figures["Paspor PMI terbit"][0] == angka(passports(codes, home=regency)), str(reader)
        assert figures["Kegiatan disetujui"][0] == angka(sessions(codes, region=regency))


def test_a_figure_nobody_broke_down_that_way_says_so_and_is_no_number(readers, db):
    for reader in readers:
        page = dashboard(reader, tujuan="Malaysia", **AUGUST)
        issued, _, held, _ = page.dashboard.figures
        assert issued.value == "–"
        assert issued.said == "belum dirinci menurut negara tujuan"
        assert held.said == "Tidak disaring menurut negara tujuan: itu hal paspor, bukan kegiatan."


@pytest.mark.parametrize("step", ["kantor", "bulan", "desa"])
def test_the_lines_of_a_drill_down_add_up_to_the_sum_of_the_rows(readers, world, db, step):
    for reader in readers:
        for code in sorted(reader.sees):
            wanted = passports(beneath(code, world), "2025-01-01", "2025-08-31")
            page = opened(reader, "reports:drill", kantor=code, menurut=step, **AUGUST)
            found = page.context["drill"]
            assert (found.total or 0) == wanted, f"{reader} {code}"
            parts = found.parts
            if parts is None or not parts.lines:
                continue
            rest = parts.rest_line.value if parts.rest_line else 0
            assert parts.sum + rest == wanted, f"{reader} {code}"


@pytest.mark.parametrize("step", ["kantor", "bulan", "jenis"])
def test_sessions_are_drilled_down_without_losing_one(readers, world, db, step):
    for reader in readers:
        for code in sorted(reader.sees):
            wanted = sessions(beneath(code, world), "2025-01-01", "2025-08-31")
            query = {"kantor": code, "menurut": step, "apa": "kegiatan", **AUGUST}
            found = opened(reader, "reports:drill", **query).context["drill"]
            assert found.total == wanted, f"{reader} {code}"
            if found.parts and found.parts.lines:
                assert found.parts.sum == wanted, f"{reader} {code}"


def test_from_a_total_down_to_the_rows_every_link_opens_and_keeps_the_figure(readers, db):
    reader = next(each for each in readers if each.told["office"] == "pusat")
    page = opened(reader, "reports:drill", **AUGUST)
    seen = []
    for _ in range(6):
        found = page.context["drill"]
        seen.append(found.step)
        line = next((each for each in (found.parts.lines if found.parts else ()) if each.url), None)
        if line is None:
            break
        page = reader.client.get(line.url)
        assert page.context["drill"].total == line.value
    assert seen[:4] == ["Kantor", "Kantor", "Bulan", "Desa/kelurahan"]
    rows = reader.client.get(page.context["drill"].source.url)
    assert rows.context["value"] == page.context["drill"].total == rows.context["summed"]


@pytest.mark.parametrize("name", ["home", "reports:drill"])
def test_a_page_asks_at_most_25_questions(readers, db, django_assert_max_num_queries, name):
    for reader in readers:
        for query in (AUGUST, AUGUST | {"rentang": "3", "apa": "kegiatan"}):
            with django_assert_max_num_queries(25):
                opened(reader, name, **query)
