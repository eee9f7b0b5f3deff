"""What a person may do follows the role; a role exists only in some kinds of office."""

import pytest
from django.db import IntegrityError, transaction

from officers.models import User
from officers.roles import (
    MASTER_TABLES,
    OFFICE_KINDS,
    PERMISSIONS,
    WORD_TABLES,
    OfficeKind,
    Role,
    permissions,
)
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_role_stands_in_the_permission_table_and_sits_somewhere():
    assert set(PERMISSIONS) == set(Role)
    assert set(OFFICE_KINDS) == set(Role)


def test_has_perm_answers_from_the_table():
    kanwil = KanwilFactory()
    head = UserFactory(role=Role.KANWIL_HEAD, office=kanwil)
    operator = UserFactory(role=Role.OPERATOR)
    assert head.has_perm("villages.approve_guidedvillage")
    assert not operator.has_perm("villages.approve_guidedvillage")
    assert operator.has_perms(["reports.import_statistics", "outreach.add_session"])
    assert not operator.has_perms(["reports.import_statistics", "outreach.approve_session"])


def test_only_the_centre_changes_master_data():
    at_kanim = permissions(Role.ADMIN, OfficeKind.KANIM)
    at_centre = permissions(Role.ADMIN, OfficeKind.CENTRE)
    shared = {"outreach.institution", *WORD_TABLES}  # offices add to these and tidy them
    for table in set(MASTER_TABLES) - shared:
        app, model = table.split(".")
        assert f"{app}.change_{model}" in at_centre
        assert f"{app}.change_{model}" not in at_kanim


def test_an_unknown_pair_of_role_and_office_may_do_nothing():
    assert permissions("", None) == frozenset()
    assert permissions(Role.SUPERVISOR, OfficeKind.KANIM) == frozenset()


def test_a_disabled_account_may_do_nothing():
    assert not UserFactory(is_active=False).has_perm("outreach.view_session")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", OfficeKind)
def test_the_database_refuses_a_role_that_does_not_fit_the_office(role, kind):
    office = {
        OfficeKind.CENTRE: CentreFactory,
        OfficeKind.KANWIL: KanwilFactory,
        OfficeKind.KANIM: OfficeFactory,
        OfficeKind.RUDENIM: lambda: OfficeFactory(kind=OfficeKind.RUDENIM),
    }[kind]()
    if kind in OFFICE_KINDS[role]:
        assert UserFactory(role=role, office=office).pk
    else:
        with pytest.raises(IntegrityError, match="does not fit"), transaction.atomic():
            UserFactory(role=role, office=office)


def test_a_user_moved_to_another_office_is_checked_again():
    user = UserFactory(role=Role.OPERATOR)
    user.office = KanwilFactory()
    with pytest.raises(IntegrityError, match="does not fit"), transaction.atomic():
        user.save()


def test_role_and_office_come_together_or_not_at_all():
    assert UserFactory(role="", office=None).permissions == frozenset()
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(role=Role.OPERATOR, office=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(role="")


@pytest.mark.parametrize("twin", [{"username": "SITI"}, {"email": "SITI@contoh.id"}])
def test_no_two_accounts_differ_only_in_case(twin):
    UserFactory(username="siti", email="siti@contoh.id")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(**twin)


def test_a_username_cannot_pose_as_an_email():
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="siti@contoh.id")


def test_the_first_admin_sits_at_the_centre_with_no_power_beside_the_table():
    admin = User.objects.create_superuser("admin", "rahasia-sekali", email="a@contoh.id")
    assert (admin.role, admin.office.kind) == (Role.ADMIN, OfficeKind.CENTRE)
    assert admin.is_staff
    assert not admin.has_perm("outreach.delete_session")
