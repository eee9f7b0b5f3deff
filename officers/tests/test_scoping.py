"""Whose rows a person sees follows the office, and belonging is dated."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from officers.models import Office, OfficeClass, Officer
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
    supervise,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil)


def seen_by(user):
    return set(Office.objects.visible_to(user))


def test_staff_see_their_own_office_only(office):
    OfficeFactory()
    assert seen_by(UserFactory(office=office)) == {office}


def test_a_kanwil_sees_its_offices(kanwil, office):
    OfficeFactory()
    assert seen_by(UserFactory(office=kanwil, role=Role.SUPERVISOR)) == {kanwil, office}


def test_the_centre_sees_every_office(office):
    OfficeFactory()
    user = UserFactory(office=CentreFactory(), role=Role.MONEV)
    assert seen_by(user) == set(Office.objects.all())


def test_a_user_without_an_office_sees_none_not_every_kanwil(office):
    assert seen_by(UserFactory(office=None, role="")) == set()


def test_a_disabled_account_sees_nothing(office):
    assert seen_by(UserFactory(office=office, is_active=False)) == set()


def test_a_village_official_sees_no_offices_rows(office):
    OfficerFactory(office=office)
    official = UserFactory(office=office, role=Role.VILLAGE_OFFICIAL)
    assert not Officer.objects.visible_to(official).exists()


def test_an_office_that_moved_is_seen_by_its_new_kanwil_only(kanwil, office):
    other, today = KanwilFactory(), timezone.localdate()
    office.supervisions.update(ends_on=today - timedelta(days=1))
    supervise(office, other, starts_on=today)
    assert office not in seen_by(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    assert office in seen_by(UserFactory(office=other, role=Role.SUPERVISOR))


def test_a_past_month_keeps_the_hierarchy_of_its_time(kanwil, office):
    other = KanwilFactory()
    office.supervisions.update(ends_on=date(2025, 8, 31))
    supervise(office, other, starts_on=date(2025, 9, 1))
    assert office in Office.objects.under(kanwil, on=date(2025, 8, 31))
    assert office in Office.objects.under(other, on=date(2025, 9, 1))
    assert office.supervisor_on(date(2025, 8, 31)) == kanwil


def test_an_office_has_one_supervisor_a_day(kanwil, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        supervise(office, KanwilFactory(), starts_on=date(2025, 1, 1))


def test_a_kanim_cannot_supervise_a_kanim(office):
    below = OfficeFactory()
    below.supervisions.all().delete()
    with pytest.raises(IntegrityError, match="cannot supervise"), transaction.atomic():
        supervise(below, office)


def test_an_office_keeps_its_kind(office):
    office.kind = Office.Kind.KANWIL
    with pytest.raises(InternalError, match="office_kind_is_fixed"), transaction.atomic():
        office.save()


def test_a_class_is_dated(office):
    first = {"office": office, "name": "Kelas II Non TPI", "starts_on": date(2020, 1, 1)}
    OfficeClass.objects.create(**first, ends_on=date(2024, 12, 31))
    OfficeClass.objects.create(office=office, name="Kelas I Non TPI", starts_on=date(2025, 1, 1))
    assert office.class_on(date(2024, 6, 1)) == "Kelas II Non TPI"
    assert office.class_on(date(2025, 6, 1)) == "Kelas I Non TPI"
    assert office.class_on(date(2019, 1, 1)) == ""
