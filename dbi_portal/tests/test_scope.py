"""Beneath the pages: `.visible_to` of every table against the house rule in plain Python."""

from collections import defaultdict

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from dbi_portal.demo.seed import OURS
from dbi_portal.tests.readers import offices_seen
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from officers.models import Notice, Office, Term, User
from officers.roles import Role
from outreach.models import Finding, FindingStep, Session
from reports.models import SavedView
from villages.models import Decree, DecreeVillage, GuidedVillage, VillageAccount

MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
WITH_OFFICE = [model for model in MODELS if any(f.name == "office" for f in model._meta.fields)]
SCOPED = [
    model for model in [Office, *WITH_OFFICE] if hasattr(model._default_manager.all(), "visible_to")
]
# Other spellings of a place are everybody's, even where one office added them.
UNSCOPED = {"villages.RegionAlias"}


def test_every_table_with_an_office_can_be_asked_for_what_a_reader_sees():
    assert {model._meta.label for model in set(WITH_OFFICE) - set(SCOPED)} == UNSCOPED


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_a_reader_sees_the_rows_of_his_offices_and_no_others(world, db, model):
    owner = "code" if model is Office else "office__code"
    rows = dict(model._base_manager.values_list("pk", owner))
    named = names_of_villages() if model is Decree else {}
    for told in world["users"]:
        seen = offices_seen(told, world["offices"])
        wanted = {pk for pk, code in rows.items() if seen & ({code} | named.get(pk, set()))}
        if issubclass(model, Term):
            line = seen | above(told, world["offices"])
            wanted = {pk for pk, code in rows.items() if told["active"] and code in line | {None}}
        if told["office"] == "pusat":
            wanted = set(rows)
        if told["role"] == Role.VILLAGE_OFFICIAL and not issubclass(model, Term):
            wanted = of_the_village(model, told)
        account = User.objects.get(username=told["username"])
        if model is Notice:  # a notice is its reader's alone, whatever the office
            mine = told["active"] and set(account.notices.values_list("pk", flat=True))
            wanted = mine or set()
        if model is SavedView:
            wanted = own_or_shared_in_the_office(told) if told["active"] else set()
        if model in (Finding, FindingStep):
            wanted = restricted(model, told, wanted)
        assert set(model.objects.visible_to(account).values_list("pk", flat=True)) == wanted, told


def above(told: dict, offices: list[dict]) -> frozenset[str]:
    """The office above one's own: its words are used beneath it too."""
    parents = {office["code"]: office["parent"] for office in offices}
    return frozenset({parents.get(told["office"])} - {None}) if told["active"] else frozenset()


def own_or_shared_in_the_office(told: dict) -> set[int]:
    """A saved view is its owner's, and his colleagues' once shared: no superior's beside them."""
    rows = SavedView._base_manager.values_list("pk", "owner__username", "shared", "office__code")
    return {
        pk
        for pk, owner, shared, office in rows
        if owner == told["username"] or (shared and office == told["office"])
    }


SENDERS = {Role.PIMPASA, Role.VERIFIER, Role.VILLAGE_OFFICIAL}
FINDING_READERS = {
    Role.VERIFIER, Role.OFFICE_HEAD, Role.SUPERVISOR, Role.KANWIL_HEAD, Role.MONEV,
}  # fmt: skip


def restricted(model, told: dict, of_his_offices: set[int]) -> set[int]:
    """Findings are for few eyes; who only sends them sees what he sent himself."""
    if told["role"] in FINDING_READERS:
        return of_his_offices
    sender = "submitted_by" if model is Finding else "finding__submitted_by"
    own = model._base_manager.filter(**{f"{sender}__username": told["username"]})
    may_send = told["active"] and told["role"] in SENDERS
    return set(own.values_list("pk", flat=True)) if may_send else set()


def names_of_villages() -> dict[int, set[str]]:
    """For each decree the offices whose villages it names: they read it too."""
    named = defaultdict(set)
    for decree, code in DecreeVillage.objects.values_list("decree", "village__office__code"):
        named[decree].add(code)
    return named


def of_the_village(model, told: dict) -> set[int]:
    """A village official's own village, its decrees and the approved sessions that served it."""
    village = VillageAccount.objects.get(user__username=told["username"]).village
    if model is GuidedVillage:
        return {village.pk}
    if model is Decree:
        return set(village.decree_villages.values_list("decree_id", flat=True))
    if model is Session:
        served = village.session_villages.values_list("session_id", "session__status")
        return {pk for pk, status in served if status == Session.Status.APPROVED}
    return set()


def test_a_stranger_sees_no_row_of_any_table(world, db):
    for model in SCOPED:
        assert not model.objects.visible_to(AnonymousUser()).exists(), model._meta.label
