"""Who may give which role where, and so whose account he may touch: every pair, every way in."""

import itertools
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.actions import accounts as actions
from officers.models import OfficeHead, User
from officers.roles import OFFICE_KINDS, SIGNING, OfficeKind, Role, may_grant
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
PLACES = ("centre", "kanwil", "kanim", "sibling", "stranger")


@pytest.fixture
def offices():
    """A Kanim and its sibling under one Kanwil, a stranger under another, and the centre."""
    centre, kanwil = CentreFactory(), KanwilFactory()
    return {
        "centre": centre,
        "kanwil": kanwil,
        "kanim": OfficeFactory(under=kanwil),
        "sibling": OfficeFactory(under=kanwil),
        "stranger": OfficeFactory(),
    }


def allowed(giver: str, role: Role, place: str, kind: str) -> bool:
    """The rule once more, in its own words."""
    if kind not in OFFICE_KINDS[role]:
        return False
    if giver == "centre":
        return True
    if giver == "kanwil":
        return place in ("kanim", "sibling") or (place == "kanwil" and role not in SIGNING)
    return place == "kanim" and role not in SIGNING


def test_every_role_in_every_office_for_every_admin(offices):
    wrong = []
    for giver in ("centre", "kanwil", "kanim"):
        admin = UserFactory(role=Role.ADMIN, office=offices[giver])
        for role, place in itertools.product(Role, PLACES):
            office = offices[place]
            if may_grant(admin, role, office) != allowed(giver, role, place, office.kind):
                wrong.append(f"{giver} gives {role} at {place}")
    assert wrong == []


def test_whoever_is_no_admin_gives_nothing(offices):
    for role, kinds in OFFICE_KINDS.items():
        for place in ("centre", "kanwil", "kanim"):
            if role == Role.ADMIN or offices[place].kind not in kinds:
                continue
            user = UserFactory(role=role, office=offices[place])
            given = [each for each in Role if may_grant(user, each, offices["kanim"])]
            assert given == [], role


def test_a_head_is_named_by_the_level_above(offices):
    at_kanim, at_kanwil, at_centre = (
        UserFactory(role=Role.ADMIN, office=offices[place])
        for place in ("kanim", "kanwil", "centre")
    )
    assert not may_grant(at_kanim, Role.OFFICE_HEAD, offices["kanim"])
    assert may_grant(at_kanwil, Role.OFFICE_HEAD, offices["kanim"])
    assert not may_grant(at_kanwil, Role.KANWIL_HEAD, offices["kanwil"])
    assert may_grant(at_centre, Role.KANWIL_HEAD, offices["kanwil"])


def entries(account, **more):
    """A form as somebody might forge it: any value, whatever the page offered."""
    return {
        "full_name": account.full_name or "Orang Contoh",
        "email": account.email or f"{account.username}@contoh.id",
        "phone": "",
        "office": account.office_id,
        "role": account.role,
        "username": account.username,
    } | more


def everybody(offices) -> list[User]:
    return [
        UserFactory(role=role, office=office, email=f"{role}-{place}@contoh.id")
        for (place, office), role in itertools.product(offices.items(), Role)
        if office.kind in OFFICE_KINDS[role]
    ]


@pytest.mark.parametrize("giver", ["centre", "kanwil", "kanim"])
def test_no_forged_form_gives_more_than_its_sender_has(client, offices, giver):
    admin = UserFactory(role=Role.ADMIN, office=offices[giver])
    client.force_login(admin)
    wrong = []
    for role, place in itertools.product(Role, PLACES):
        office, name = offices[place], f"baru.{role}.{place}"
        new = User(username=name, full_name="Orang Baru", role=role, office=office)
        client.post(reverse("officers:user-create"), entries(new))
        made = User.objects.filter(username=name).exists()
        if made != allowed(giver, role, place, office.kind):
            wrong.append(f"{giver} invites {role} at {place}: {made}")
    assert wrong == []


@pytest.mark.parametrize("giver", ["kanwil", "kanim"])
def test_nobody_is_raised_by_a_forged_change(client, offices, giver):
    admin = UserFactory(role=Role.ADMIN, office=offices[giver])
    client.force_login(admin)
    mine = Role.PIMPASA if giver == "kanim" else Role.SUPERVISOR
    account = UserFactory(role=mine, office=offices[giver], email="bawahan@contoh.id")
    url = reverse("officers:user-change", args=[account.pk])
    for role, place in itertools.product(Role, PLACES):
        client.post(url, entries(account, role=role, office=offices[place].pk))
        stored = User.objects.select_related("office").get(pk=account.pk)
        where = next(key for key, office in offices.items() if office == stored.office)
        assert allowed(giver, Role(stored.role), where, stored.office.kind), (role, place)
        User.objects.filter(pk=account.pk).update(role=mine, office=offices[giver])


@pytest.mark.parametrize("giver", ["centre", "kanwil", "kanim"])
def test_an_account_is_touched_only_by_who_could_have_given_its_role(client, offices, giver):
    people = everybody(offices)
    admin = UserFactory(role=Role.ADMIN, office=offices[giver])
    client.force_login(admin)
    for account in people:
        place = next(key for key, office in offices.items() if office == account.office)
        right = allowed(giver, Role(account.role), place, account.office.kind)
        seen = place in {"centre": PLACES, "kanwil": ("kanwil", "kanim", "sibling")}.get(
            giver, ("kanim",)
        )
        stolen = entries(account, email="pencuri@contoh.id")
        for name, data in (("change", stolen), ("reset", {}), ("deactivate", {})):
            answer = client.post(reverse(f"officers:user-{name}", args=[account.pk]), data)
            wanted = 302 if right else 403 if seen else 404
            assert answer.status_code == wanted, (giver, name, account.role, place)
        account.refresh_from_db()
        assert (account.email == "pencuri@contoh.id") is right
        assert account.is_active is not right
        User.objects.filter(pk=account.pk).update(email=f"{account.username}@contoh.id")


def test_a_heads_account_cannot_be_taken_over_by_its_e_mail(client, offices, mailoutbox):
    head = UserFactory(role=Role.OFFICE_HEAD, office=offices["kanim"], email="kepala@contoh.id")
    client.force_login(UserFactory(role=Role.ADMIN, office=offices["kanim"]))
    stolen = entries(head, email="pencuri@contoh.id", role=Role.OPERATOR)
    assert client.post(reverse("officers:user-change", args=[head.pk]), stolen).status_code == 403
    assert client.post(reverse("officers:user-reset", args=[head.pk])).status_code == 403
    head.refresh_from_db()
    assert (head.email, head.role) == ("kepala@contoh.id", Role.OFFICE_HEAD)
    assert mailoutbox == []


@pytest.mark.parametrize("starts", [-10, 3])
def test_whoever_stands_in_for_a_head_cannot_be_taken_over_either(client, offices, starts):
    stand_in = UserFactory(role=Role.OPERATOR, office=offices["kanim"], email="plt@contoh.id")
    first = timezone.localdate() + timedelta(days=starts)
    OfficeHead.objects.create(
        office=offices["kanim"],
        capacity="plt",
        name="Pengganti Contoh",
        position="Kepala Kantor",
        user=stand_in,
        starts_on=first,
    )
    client.force_login(UserFactory(role=Role.ADMIN, office=offices["kanim"]))
    url = reverse("officers:user-change", args=[stand_in.pk])
    assert client.post(url, entries(stand_in, email="pencuri@contoh.id")).status_code == 403
    client.force_login(UserFactory(role=Role.ADMIN, office=offices["kanwil"]))
    assert client.get(url).status_code == 200


def test_standing_in_long_ago_is_over(offices):
    account = UserFactory(role=Role.OPERATOR, office=offices["kanim"])
    OfficeHead.objects.create(
        office=offices["kanim"],
        capacity="plh",
        name="Pengganti Contoh",
        position="Kepala Kantor",
        user=account,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 1, 9),
    )
    admin = UserFactory(role=Role.ADMIN, office=offices["kanim"])
    assert actions.may_keep(admin, account, on=date(2025, 1, 1))


@pytest.mark.parametrize("name", ["change", "reset", "deactivate"])
@pytest.mark.parametrize("place", ["centre", "kanwil", "kanim"])
def test_nobody_keeps_his_own_account(client, offices, place, name):
    admin = UserFactory(role=Role.ADMIN, office=offices[place], email="saya@contoh.id")
    client.force_login(admin)
    raised = entries(admin, office=offices["centre"].pk)
    answer = client.post(reverse(f"officers:user-{name}", args=[admin.pk]), raised)
    assert answer.status_code == 403
    admin.refresh_from_db()
    assert (admin.is_active, admin.office) == (True, offices[place])


def test_ones_own_profile_has_no_role_and_no_office(client, offices):
    user = UserFactory(role=Role.PIMPASA, office=offices["kanim"], email="saya@contoh.id")
    client.force_login(user)
    forged = entries(user, role=Role.ADMIN, office=offices["centre"].pk, is_active="on")
    forged |= {"mail_rhythm": "harian"}
    assert client.post(reverse("officers:profile-change"), forged).status_code == 302
    user.refresh_from_db()
    assert (user.role, user.office) == (Role.PIMPASA, offices["kanim"])


def test_the_last_active_admin_of_the_centre_stays(offices):
    """Two who switch each other off: the second, whose own account is off by then, is refused."""
    first, second = (UserFactory(role=Role.ADMIN, office=offices["centre"]) for _ in range(2))
    at = timezone.now()
    actions.deactivate(account=second, by=first, at=at)
    with pytest.raises(Exception, match="admin pusat terakhir"):
        actions.deactivate(account=first, by=second, at=at)
    first.role = Role.MONEV
    with pytest.raises(Exception, match="admin pusat terakhir"):
        actions.change_account(account=first, changes={"role": []}, by=second, at=at)
    assert User.objects.get(pk=first.pk).is_active


def test_a_kind_of_office_without_that_role_is_said_at_the_field(client, offices):
    client.force_login(UserFactory(role=Role.ADMIN, office=offices["centre"]))
    new = User(username="baru", full_name="Orang Baru", role=Role.PIMPASA, office=offices["kanwil"])
    page = client.post(reverse("officers:user-create"), entries(new))
    assert "Peran PIMPASA tidak ada di Kantor Wilayah" in str(page.context["form"].errors["role"])


def test_the_form_offers_what_may_be_given(client, offices):
    client.force_login(UserFactory(role=Role.ADMIN, office=offices["kanim"]))
    form = client.get(reverse("officers:user-create")).context["form"]
    assert {value for value, _ in form.fields["role"].choices} == {
        "",
        Role.PIMPASA,
        Role.OPERATOR,
        Role.VERIFIER,
        Role.ADMIN,
        Role.VILLAGE_OFFICIAL,
    }
    assert list(form.fields["office"].queryset) == [offices["kanim"]]


def test_kinds_of_office_are_all_thought_of():
    assert {kind for kinds in OFFICE_KINDS.values() for kind in kinds} == set(OfficeKind)
