"""A country of made-up data in one command: every office, five years, figures that add up."""

import json
from collections import Counter
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Sum

from dbi_portal.demo.scale.build import build_scale
from dbi_portal.demo.scale.country import Place
from dbi_portal.demo.scale.facts import _status
from dbi_portal.demo.scale.figures import ISSUED_PMI, _rows, listed, shares
from dbi_portal.lib.months import Month
from dbi_portal.management.commands.load_defaults import load_defaults
from dbi_portal.tests.seeded import filled
from officers.models import Office, Officer, User
from outreach.models import Consultation, FollowUp, Session, SessionSum, SessionVillage
from reports.figures import passports, sessions
from reports.figures.passports import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.models import PassportStatistic
from villages.editions import KEMENDAGRI_2025
from villages.loading import load
from villages.models import GuidedVillage, Region

LAST = Month(2025, 12)
SESSIONS, OFFICES, MONTHS = 3020, 151, 60
FIGURES = OFFICES * MONTHS * 8 + 17  # a total, five besides it, two villages; some a third


def some_of_the_country():
    return load(KEMENDAGRI_2025.only("32"))


def country():
    return build_scale(sessions=SESSIONS, statistics=FIGURES, seed=7, last=LAST)


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, some_of_the_country, load_defaults, country) as results:
        yield results[-1]


def test_it_writes_as_much_as_was_asked_for(written):
    assert written == {"sessions": SESSIONS, "statistics": FIGURES}
    assert Session.objects.filter(source="Data contoh").count() == SESSIONS
    assert PassportStatistic.objects.current().count() == FIGURES


def test_the_country_has_151_offices_33_kanwil_and_a_centre(written):
    kinds = dict(Office.objects.order_by().values_list("kind").annotate(Count("pk")))
    assert kinds == {"kanim": 151, "kanwil": 33, "pusat": 1}
    kanwil = Office.objects.get(code="kanwil-skala-01")
    assert Office.objects.under(kanwil, on=LAST.last_day).count() == 5
    assert Office.objects.filter(time_zone="Asia/Jayapura").exists()


def test_every_office_has_people_and_villages_at_work(written):
    for model, each in ((Officer, 3), (GuidedVillage, 4), (User, 1)):
        found = model.objects.filter(office__kind="kanim").order_by().values("office")
        assert set(found.annotate(n=Count("pk")).values_list("n", flat=True)) == {each}


def test_five_years_are_filled_evenly(written):
    office = Office.objects.get(code="kanim-skala-077")
    window = MonthRange(Month(2021, 1), LAST)
    book = passports.ledgers([office.pk], window, [PMI_ISSUED])[PMI_ISSUED]
    assert all(book.month(office.pk, month).value for month in window)
    held = Session.objects.filter(office=office)
    assert held.count() == SESSIONS // OFFICES
    first, last = (held.order_by(order)[0].held_on for order in ("held_on", "-held_on"))
    assert (first.year, last.year) == (2021, 2022)  # month by month, as far as the rows go


def test_the_villages_add_up_to_the_offices_figure(written):
    office = Office.objects.get(code="kanim-skala-002")
    window = MonthRange(LAST, LAST)
    book = passports.ledgers([office.pk], window, [PMI_ISSUED])[PMI_ISSUED]
    table = passports.by_village([office.pk], window, book=book)
    assert table.value == book.month(office.pk, LAST).value
    assert list(book.discrepancies(office.pk, MonthRange.year_to(LAST))) == []


def test_the_sums_are_those_of_the_facts(written):
    told = StringIO()
    call_command("check_summaries", json=True, stdout=told, stderr=StringIO())
    checked = json.loads(told.getvalue())
    assert checked["different"] == []
    assert checked["checked"] > 0
    by_kind = SessionSum.objects.aggregate(n=Sum("sessions"))["n"]
    assert by_kind == Session.objects.approved().count()


def test_keys_indexes_and_triggers_are_as_they_were(written):
    """They are away while rows come in; what is broken afterwards would be found by nobody."""
    village = GuidedVillage.objects.first()
    nowhere = SessionVillage(session_id=-1, village=village, office_id=village.office_id)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # not first at a commit, which never comes
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionVillage.objects.bulk_create([nowhere])
    copy = PassportStatistic.objects.current().first()
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)
    before = SessionSum.objects.aggregate(n=Sum("sessions"))["n"]
    with transaction.atomic():
        gone = Session.objects.approved().first()
        Session.objects.filter(pk=gone.pk).update(status=Session.Status.CANCELLED)
        assert SessionSum.objects.aggregate(n=Sum("sessions"))["n"] == before - 1
        transaction.set_rollback(True)


def test_every_village_of_the_country_is_somebodys_home(written):
    """A month names some of an office's villages; over five years each has its turn."""
    homes = PassportStatistic.objects.filter(home_region__isnull=False)
    counted = homes.order_by().values("office").annotate(n=Count("home_region", distinct=True))
    share = Region.objects.villages().count() // OFFICES
    assert set(counted.values_list("n", flat=True)) <= {share, share + 1}


@pytest.mark.parametrize("room", [0, 1, 14, 270, 555])
def test_an_office_names_as_many_villages_as_it_has_room_for(room):
    homes = [f"32.01.{at:03}" for at in range(555)]
    months = [listed(homes, at, room) for at in range(MONTHS)]
    assert all(len(set(month)) == len(month) == room for month in months)
    if room >= 14:
        assert set().union(*months) == set(homes)


@pytest.mark.parametrize(("total", "number"), [(0, 3), (7, 3), (1000, 555), (12, 0)])
def test_a_total_is_shared_out_to_the_last_one(total, number):
    shared = shares(total, number)
    assert len(shared) == number
    assert not number or sum(shared) == total


@pytest.mark.parametrize("room", [8, 27, 276, 2760])
def test_each_way_to_break_a_month_down_adds_up_to_its_total(room):
    homes = tuple(f"32.01.{at:03}" for at in range(555))
    place = Place(Office(pk=1), 1, User(pk=1), homes)
    rows = list(_rows(place, 3, room, Random(7)))  # noqa: S311
    assert len(rows) == room
    sums = Counter()
    for outcome, purpose, *_, grain, count in rows:
        if (outcome, purpose) == ISSUED_PMI:
            sums[grain] += count
    assert len(set(sums.values())) == 1
    assert len(sums) == {8: 2, 27: 4, 276: 4, 2760: 5}[room]


def test_most_sessions_are_approved_and_some_have_more_to_them(written):
    approved = Session.objects.approved().count()
    assert 0.9 * SESSIONS < approved < 0.98 * SESSIONS
    assert FollowUp.objects.filter(owner="Lurah").count() == SESSIONS // 10
    assert Consultation.objects.filter(source="Data contoh").count() == SESSIONS // 10
    counts = sessions.by_month(Office.objects.all(), MonthRange(Month(2021, 1), LAST))
    assert sum(each.sessions for each in counts.values()) == approved


def test_only_sessions_of_the_last_months_still_wait():
    months, rng = list(Month(2021, 1).until(LAST)), Random(3)  # noqa: S311
    for month in months:
        statuses = {_status(month, months, rng) for _ in range(500)}
        other = "dilaporkan" if month >= Month(2025, 10) else "dibatalkan"
        assert statuses == {"disetujui", other}


def test_everything_says_that_it_was_made_up(written):
    for model in (Office, Officer, Session, PassportStatistic, GuidedVillage, Consultation):
        plain = model.objects.filter(made_up=False)
        # The directorate itself is real, and may have been there before.
        assert not (plain.exclude(code="pusat") if model is Office else plain).exists(), model


def test_nobody_can_sign_in_as_one_of_them(written):
    assert not any(user.check_password("!") for user in User.objects.all()[:3])


@pytest.mark.django_db
def test_the_command_prints_what_it_did_and_does_it_once():
    some_of_the_country()
    out = StringIO()
    call_command("seed_scale", rows=20_000, sessions=200, json=True, stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert told.keys() == {"villages", "offices", "sessions", "statistics", "seconds"}
    assert (told["offices"], told["sessions"], told["statistics"]) == (185, 200, 20_000)
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("seed_scale", rows=20_000, stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, -1, 10**9])
def test_a_number_that_cannot_be_is_refused(rows):
    with pytest.raises(CommandError, match="--rows antara 1 dan"):
        call_command("seed_scale", rows=rows, stderr=StringIO())
