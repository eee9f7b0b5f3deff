"""A country of made-up data in one command: every office, five years, figures that add up."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from dbi_portal.demo.scale.build import build_scale
from dbi_portal.lib.months import Month
from dbi_portal.management.commands.load_defaults import load_defaults
from dbi_portal.tests.seeded import filled
from officers.models import Office, Officer, User
from outreach.models import Consultation, FollowUp, Session
from reports.figures import passports, sessions
from reports.figures.passports import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.models import PassportStatistic
from villages.editions import KEMENDAGRI_2025
from villages.loading import load
from villages.models import GuidedVillage

LAST = Month(2025, 12)
SESSIONS, OFFICES, MONTHS = 3020, 151, 60
FIGURES = OFFICES * MONTHS * 8  # a total, five besides it, two villages


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


def test_most_sessions_are_approved_and_some_have_more_to_them(written):
    approved = Session.objects.approved().count()
    assert 0.9 * SESSIONS < approved < 0.98 * SESSIONS
    assert FollowUp.objects.filter(owner="Lurah").count() == SESSIONS // 10
    assert Consultation.objects.filter(source="Data contoh").count() == SESSIONS // 10
    counts = sessions.by_month(Office.objects.all(), MonthRange(Month(2021, 1), LAST))
    assert sum(each.sessions for each in counts.values()) == approved


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
    call_command("seed_scale", rows=200, statistics=0, json=True, stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert told.keys() == {"villages", "offices", "sessions", "statistics", "seconds"}
    assert (told["offices"], told["sessions"]) == (185, 200)
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("seed_scale", rows=200, stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, -1, 10**9])
def test_a_number_that_cannot_be_is_refused(rows):
    with pytest.raises(CommandError, match="--rows antara 1 dan"):
        call_command("seed_scale", rows=rows, stderr=StringIO())
