"""The made-up world fills every model for every office, the same way for the same seed."""

import json

import pytest
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import BooleanField, F

from dbi_portal.demo.seed import OURS, row_counts
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from officers.models import Office, Officer, User
from officers.roles import OFFICE_KINDS, OfficeKind, Role
from outreach.models import Session

# What the database itself refuses: nobody stands above the centre, and a village official's
# account belongs to a Kanim.
ABSENT = {
    "villages.ProposalAnswer": {OfficeKind.KANIM, OfficeKind.RUDENIM},  # they ask, Kanwil answers
    # A Kanim sets no targets: it is measured by those of the offices above it.
    "reports.Indicator": {OfficeKind.KANIM, OfficeKind.RUDENIM},
    "officers.OfficeSupervision": {OfficeKind.CENTRE},
    "villages.VillageAccount": {OfficeKind.CENTRE, OfficeKind.KANWIL},
}
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
OFFICE_MODELS = [
    model for model in MODELS if any(field.name == "office" for field in model._meta.fields)
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_table_is_empty(world, db, model):
    assert model._base_manager.exists()


@pytest.mark.parametrize("model", OFFICE_MODELS, ids=lambda model: model._meta.label)
def test_every_office_has_rows_of_its_own(world, db, model):
    absent = ABSENT.get(model._meta.label, set())
    rows = set(model._base_manager.values_list("office__code", flat=True))
    without = [o["code"] for o in world["offices"] if o["kind"] not in absent]
    assert [code for code in without if code not in rows] == []


def test_every_role_has_an_account_in_every_office_it_fits(world, db):
    listed = {(user["role"], user["office"]) for user in world["users"]}
    kinds = {office["code"]: office["kind"] for office in world["offices"]}
    wanted = {
        (role.value, code)
        for role in Role
        for code, kind in kinds.items()
        if kind in OFFICE_KINDS[role]
    }
    assert wanted <= listed


def test_the_three_accounts_that_rules_trip_over(world, db):
    by_note = {user["note"]: user for user in world["users"] if user["note"]}
    disabled, moved = by_note["disabled"], by_note["moved from kanim-x-2"]
    homeless = by_note["no office and no role"]
    assert (disabled["active"], disabled["office"]) == (False, "kanim-x-1")
    assert (moved["role"], moved["office"]) == ("verifikator", "kanim-x-1")
    assert (homeless["role"], homeless["office"]) == ("", None)
    former = Session.objects.filter(created_by__username=moved["username"])
    assert set(former.values_list("office__code", flat=True)) == {"kanim-x-2"}


def test_the_printed_passwords_open_the_accounts_and_are_all_different(world, db, client):
    passwords = {user["username"]: user["password"] for user in world["users"]}
    assert len(set(passwords.values())) == len(passwords)
    for user in world["users"]:
        account = User.objects.get(username=user["username"])
        validate_password(user["password"], account)
        signed_in = client.login(username=user["username"], password=user["password"])
        assert signed_in == user["active"]


def test_everything_says_it_is_made_up(world, db):
    for model in MODELS:
        if any(field.name == "made_up" for field in model._meta.fields):
            rows = model._base_manager.exclude(made_up=_wholly(model))
            assert not rows.exclude(pk__in=_the_centre(model)).exists(), model._meta.label


def _wholly(model) -> bool | F:
    """A kept sum counts how many of its figures, or sessions, are made up: here all of them."""
    names = {field.name for field in model._meta.fields}
    if isinstance(model._meta.get_field("made_up"), BooleanField):
        return True
    return F("figures" if "figures" in names else "sessions")


def _the_centre(model) -> list[int]:
    return [Office.objects.get(code="pusat").pk] if model is Office else []


def test_a_second_run_adds_nothing_and_prints_the_same(world, db):
    before = row_counts()
    assert small_world() == world
    assert row_counts() == before


def test_another_seed_gives_other_passwords_to_the_same_accounts(world, db, client):
    other = small_world(number=8)
    assert {user["username"] for user in other["users"]} == {
        user["username"] for user in world["users"]
    }
    first = other["users"][0]
    assert first["password"] != world["users"][0]["password"]
    assert client.login(username=first["username"], password=first["password"])


def test_the_same_seed_builds_the_same_world_twice(db):
    worlds = []
    for _ in range(2):
        with transaction.atomic():
            load_defaults()
            small_world(kanwil=1)
            worlds.append(_told())
            transaction.set_rollback(True)
    assert worlds[0] == worlds[1]


def _told() -> dict:
    figures = apps.get_model("reports.PassportStatistic").objects.order_by(
        "office__code", "period_start", "home_region", "count"
    )
    return {
        "sessions": sorted(Session.objects.values_list("client_id", "participants")),
        "figures": list(figures.values_list("office__code", "home_region_id", "count")),
        "officers": sorted(Officer.objects.values_list("office__code", "name")),
    }


def test_the_command_prints_one_json_document_and_nothing_else(db, capsys):
    call_command("seed_world", kanwil=1, offices=2, seed=3, json=True)
    printed = json.loads(capsys.readouterr().out)
    assert printed["seed"] == 3
    assert [office["code"] for office in printed["offices"]] == [
        "pusat",
        "kanwil-x",
        "kanim-x-1",
        "kanim-x-2",
    ]
    assert set(printed["users"][0]) == {"username", "password", "role", "office", "active", "note"}


def test_a_world_of_no_office_is_refused(db):
    with pytest.raises(CommandError, match="--offices antara 1 dan"):
        call_command("seed_world", offices=0)
