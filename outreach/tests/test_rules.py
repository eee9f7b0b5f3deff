"""Rules that PostgreSQL keeps, whoever writes."""

from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction

from officers.tests.factories import OfficeFactory
from outreach.models import Audience, Session, SessionVillage
from outreach.tests.factories import (
    AudienceGroupFactory,
    ConsultationFactory,
    FollowUpFactory,
    InstitutionFactory,
    SessionFactory,
)
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_part_cannot_stand_in_another_office():
    follow_up = FollowUpFactory()
    other = OfficeFactory()
    with refused("follow_up_in_its_office"), transaction.atomic():
        type(follow_up).objects.filter(pk=follow_up.pk).update(office=other)
        check_now()


def test_a_session_serves_a_village_once():
    session = SessionFactory()
    village = GuidedVillageFactory(office=session.office)
    SessionVillage.objects.create(session=session, village=village)
    with refused("session_serves_village_once"):
        SessionVillage.objects.create(session=session, village=village)


def test_a_group_is_counted_once_and_never_below_nought():
    audience = Audience.objects.create(
        session=SessionFactory(), group=AudienceGroupFactory(), count=None
    )
    with refused("count_check"), transaction.atomic():
        Audience.objects.update(count=-1)
    with refused("session_counts_group_once"):
        Audience.objects.create(session=audience.session, group=audience.group, count=3)


def test_a_return_without_a_note_is_impossible():
    with refused("returned_session_says_why"):
        SessionFactory(returned=True, review_note="")


def test_a_review_has_a_reviewer():
    session = SessionFactory(approved=True)
    with refused("session_review_by_and_at_together"):
        Session.objects.filter(pk=session.pk).update(reviewed_by=None)


def test_women_are_among_the_participants():
    with refused("women_are_among_the_participants"), transaction.atomic():
        SessionFactory(participants=10, women=11)
    with refused("women_are_among_the_participants"):
        SessionFactory(participants=None, women=1)


def test_a_session_does_not_end_before_it_begins():
    with refused("session_ends_only_if_it_starts"):
        SessionFactory(ends_at=time(12))


def test_a_referred_consultation_names_the_institution():
    with refused("referred_consultation_names_institution"), transaction.atomic():
        ConsultationFactory(outcome="dirujuk")
    with refused("referred_consultation_names_institution"):
        ConsultationFactory(outcome="dijawab", referred_to=InstitutionFactory())


def test_a_consultation_stands_with_the_office_that_held_the_village():
    village = GuidedVillageFactory()
    with refused("consultation_by_the_holding_office"), transaction.atomic():
        ConsultationFactory(village=village)
    with refused("consultation_by_the_holding_office"):
        ConsultationFactory(village=village, office=village.office, held_on=date(2019, 5, 1))
