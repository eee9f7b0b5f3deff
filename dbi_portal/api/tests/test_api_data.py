"""What a token of an office, a Kanwil and the centre reads, against plain SQL over the world."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dbi_portal.tests.seeded import filled, load_defaults, small_world, token_of
from officers import audit
from officers.models import Office
from outreach.models import Session
from reports.models import PassportStatistic
from villages.models import GuidedVillage

WHO = ["kanim-x-1", "kanwil-x", "pusat"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.fixture
def asking(world, db):
    """`asking("kanwil-x")("desa", tahap="aktif")`: every row, page after page."""
    cache.clear()

    def for_office(code):
        secret = token_of(Office.objects.get(code=code))

        def ask(path, **filters):
            rows, url, query = [], f"/api/v1/{path}", {"ukuran": 40} | filters
            while url:
                answer = Client().get(url, query, HTTP_AUTHORIZATION=f"Bearer {secret}")
                assert answer.status_code == 200, answer.content
                told = answer.json()
                rows += told["hasil"]
                url, query = told["berikutnya"], None
            return rows

        ask.secret = secret
        return ask

    return for_office


def codes_below(world, code):
    """The house rule in plain Python."""
    offices = world["offices"]
    if code == "pusat":
        return [office["code"] for office in offices]
    return [code, *(office["code"] for office in offices if office["parent"] == code)]


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


@pytest.mark.parametrize("code", WHO)
def test_figures_add_up_to_the_offices_own(world, asking, code):
    rows = asking(code)("statistik")
    told = {}
    for row in rows:
        key = row["kantor"], row["rincian"], row["hasil"], row["mulai"]
        told[key] = told.get(key, 0) + row["jumlah"]
    wanted = sql(
        """SELECT office.code, fact.grain, fact.outcome, fact.period_start, sum(fact.count)
           FROM reports_passportstatistic fact JOIN officers_office office
             ON office.id = fact.office_id
           WHERE upper(fact.recorded) IS NULL AND office.code = ANY(%s) GROUP BY 1, 2, 3, 4""",
        codes_below(world, code),
    )
    assert wanted
    assert told == {
        (office, grain, outcome, start.isoformat()): total
        for office, grain, outcome, start, total in wanted
    }
    assert len(rows) == len({row["id"] for row in rows})


@pytest.mark.parametrize("code", WHO)
@pytest.mark.parametrize(
    ("path", "table"),
    [("desa", "villages_guidedvillage"), ("laporan", "reports_monthlyreport")],
)
def test_rows_are_those_of_the_offices_one_sees(world, asking, code, path, table):
    wanted = sql(
        f"SELECT row.id FROM {table} row JOIN officers_office office"  # noqa: S608
        " ON office.id = row.office_id WHERE office.code = ANY(%s)",
        codes_below(world, code),
    )
    assert wanted
    assert {row["id"] for row in asking(code)(path)} == {pk for (pk,) in wanted}


@pytest.mark.parametrize("code", WHO)
def test_sessions_stand_once_with_their_people(world, asking, code):
    rows = asking(code)("kegiatan", status="disetujui")
    ((count, people),) = sql(
        """SELECT count(*), sum(participants) FROM outreach_session session
           JOIN officers_office office ON office.id = session.office_id
           WHERE status = 'disetujui' AND office.code = ANY(%s)""",
        codes_below(world, code),
    )
    assert count
    assert (len(rows), sum(row["peserta"] or 0 for row in rows)) == (count, people or 0)


def test_regions_are_everybodys_and_found_by_name_and_place(world, asking):
    ask = asking("kanim-x-1")
    within = ask("wilayah", di_dalam="99.01", tingkat="desa")
    ((count,),) = sql(
        "SELECT count(*) FROM villages_region WHERE code LIKE '99.01.%%' AND level = 'desa'"
    )
    assert len(within) == count > 0
    assert {row["induk"][:5] for row in within} == {"99.01"}
    assert ask("wilayah/99.01".removesuffix("/99.01"), cari=within[0]["nama"])


@pytest.mark.parametrize(
    ("path", "model", "more"),
    [("desa", GuidedVillage, {}), ("kegiatan", Session, {"status": "disetujui"})],
)
def test_another_offices_row_does_not_exist(world, asking, path, model, more):
    secret = asking("kanim-x-1").secret
    for code, status in (("kanim-x-1", 200), ("kanim-x-2", 404), ("kanim-y-1", 404)):
        row = model.objects.filter(office__code=code, **more).first()
        answer = Client().get(f"/api/v1/{path}/{row.pk}", HTTP_AUTHORIZATION=f"Bearer {secret}")
        assert answer.status_code == status, code
        assert ("galat" in answer.json()) == (status == 404)


def test_filters_narrow_and_never_widen(world, asking):
    ask = asking("kanim-x-1")
    assert ask("desa", kantor="kanim-y-1") == []
    assert ask("statistik", kantor="kanim-x-2") == []
    assert ask("kegiatan", kantor="kanim-x-2") == []
    assert ask("laporan", kantor="kanwil-x") == []
    active = ask("desa", tahap="aktif")
    assert active
    assert {row["tahap"] for row in active} == {"aktif"}
    month = ask("statistik", bulan="2025-08")
    assert month
    assert {(row["mulai"], row["sampai"]) for row in month} == {("2025-08-01", "2025-08-31")}


def test_pages_follow_each_other_without_gap_or_repetition(world, asking):
    ask = asking("pusat")
    whole = [row["id"] for row in ask("statistik", ukuran=500)]
    assert [row["id"] for row in ask("statistik", ukuran=7)] == whole == sorted(whole)


def test_no_person_is_in_what_a_token_reads(world, asking):
    ask = asking("pusat")
    text = repr([ask(path) for path in ("desa", "kegiatan", "statistik", "laporan")])
    people = sql(
        """SELECT name FROM officers_officer UNION SELECT full_name FROM officers_user
           UNION SELECT name FROM outreach_speaker UNION SELECT name FROM officers_officehead
           UNION SELECT employee_number FROM officers_officer UNION SELECT email FROM officers_user
        """
    )
    found = [name for (name,) in people if name and name in text]
    assert found == []


@pytest.mark.parametrize("path", ["desa", "kegiatan", "statistik", "laporan", "wilayah"])
def test_a_page_takes_the_same_few_questions_however_many_rows(world, asking, path):
    secret = asking("pusat").secret
    counts = []
    for size in (2, 200):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            url = f"/api/v1/{path}"
            Client().get(url, {"ukuran": size}, HTTP_AUTHORIZATION=f"Bearer {secret}")
        counts.append(len(asked))
    # The first request of the day notes the use of the token.
    assert counts[1] <= counts[0] <= 8


def test_what_changed_since_is_told_by_the_trail(world, asking):
    ask = asking("kanim-x-1")
    village = GuidedVillage.objects.filter(office__code="kanim-x-1").first()
    other = GuidedVillage.objects.filter(office__code="kanim-y-1").first()
    line = audit.record("villages.village.changed", by=None, target=village)
    audit.record("villages.village.changed", by=None, target=other)
    at = line.happened_at
    told = ask("desa", diubah_sejak=at.isoformat())
    assert [row["id"] for row in told] == [village.pk]
    assert ask("desa", diubah_sejak=(at + timedelta(days=1)).isoformat()) == []
    session = Session.objects.filter(office__code="kanim-x-1").current().first()
    audit.record("outreach.photo.added", by=None, target=village, about=[session])
    told = ask("kegiatan", diubah_sejak=at.isoformat())
    assert [row["id"] for row in told] == [session.pk]


def test_a_corrected_figure_is_told_with_the_one_that_follows_it(world, asking):
    ask = asking("kanim-x-1")
    moment = datetime(2026, 2, 1, tzinfo=UTC)
    figure = PassportStatistic.objects.current().filter(office__code="kanim-x-1").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reports_passportstatistic SET recorded = tstzrange(lower(recorded), %s)"
            " WHERE id = %s",
            [moment, figure.pk],
        )
    (told,) = ask("statistik", diubah_sejak=moment.isoformat())
    assert (told["id"], told["diganti_pada"][:10]) == (figure.pk, "2026-02-01")
    assert figure.pk not in {row["id"] for row in ask("statistik")}


def test_the_description_names_every_address():
    named = Client().get(reverse("api-docs")).content.decode()
    schema = Client().get("/api/v1/openapi.json").json()
    assert len(schema["paths"]) == 9
    for path in schema["paths"]:
        assert f"GET {path}" in named
