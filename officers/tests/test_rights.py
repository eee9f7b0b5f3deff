"""Siapa boleh apa: every permission has its sentence, and the page tells the table's truth."""

import pytest
from django.urls import reverse

from officers import rights
from officers.roles import AT_THE_CENTRE, OFFICE_KINDS, PERMISSIONS, Role, permissions
from officers.tests.factories import OfficeFactory, UserFactory

RIGHTS = [right for _, group in rights.GROUPS for right in group]


def test_every_permission_has_its_sentence():
    told = set().union(*(right.perms for right in RIGHTS))
    given = set().union(AT_THE_CENTRE, *PERMISSIONS.values())
    assert given - told == set(), "write a sentence for it in officers/rights.py"
    assert told - given == set(), "nobody has these any more"


def test_no_permission_stands_in_two_sentences():
    every = [perm for right in RIGHTS for perm in right.perms]
    assert len(every) == len(set(every))


def test_nobody_has_half_a_sentence():
    for role, kinds in OFFICE_KINDS.items():
        for kind in kinds:
            held = permissions(role, kind)
            halves = [
                right.sentence for right in RIGHTS if right.perms & held and not right.perms <= held
            ]
            assert halves == [], (role, kind)


def test_sentences_are_sentences_of_an_office():
    for right in RIGHTS:
        assert right.sentence[0].isupper()
        assert not right.sentence.endswith(".")


def test_every_role_is_a_column():
    assert {each.role for each in rights.bearers()} == set(Role)
    assert len({each.key for each in rights.bearers()}) == len(rights.bearers())


@pytest.mark.django_db
def test_the_page_opens_with_ones_own_role_and_names_ones_colleagues(client):
    office = OfficeFactory()
    user = UserFactory(role=Role.VERIFIER, office=office, full_name="Rina")
    UserFactory(role=Role.PIMPASA, office=office, full_name="Tono")
    UserFactory(role=Role.PIMPASA, office=office, full_name="Lama", is_active=False)
    UserFactory(role=Role.PIMPASA, full_name="Orang Jauh")
    client.force_login(user)
    page = client.get(reverse("officers:rights"))
    assert page.context["chosen"].role == Role.VERIFIER
    assert page.context["colleagues"] == [
        ("PIMPASA", [user.office.users.get(full_name="Tono")]),
        ("Verifikator", [user]),
    ]
    other = client.get(reverse("officers:rights"), {"peran": "admin-pusat"}).content.decode()
    assert "Membuka, mengubah, dan menutup kantor" in other


@pytest.mark.django_db
def test_a_village_official_is_shown_no_names(client):
    office = OfficeFactory()
    UserFactory(role=Role.PIMPASA, office=office, full_name="Tono")
    client.force_login(UserFactory(role=Role.VILLAGE_OFFICIAL, office=office))
    assert "Tono" not in client.get(reverse("officers:rights")).content.decode()
