"""Every page asks who you are; no page shows or changes another office's row."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dbi_portal.tests.addresses import named_routes
from dbi_portal.tests.readers import Reader, signed_in, stands_for_its_kind
from dbi_portal.tests.routes import FOUND, KEYED, NOT_ALLOWED, OK, PUBLIC, ROUTES, TOKENED, Route
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from officers.models import AuditEvent, Office, User
from officers.roles import Role, permissions
from outreach.models import Session

FORBIDDEN, MISSING = 403, 404
LOGOUT = "logout"
# These have tests of their own: they would sign the walking reader out.
SIGNING_OUT = {LOGOUT, "officers:sign-out-everywhere"}
# Somebody who is not signed in finds the public page here (dbi_portal/public/tests).
TWO_FACES = {"home"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.fixture(scope="module")
def readers(world, django_db_blocker):
    """One reader per role and kind of office, the moved and the homeless, signed in."""
    chosen = [told for told in world["users"] if told["active"] and stands_for_its_kind(told)]
    return [signed_in(told, world["offices"]) for told in chosen]


@pytest.fixture(scope="module")
def offices(world, django_db_blocker) -> dict[str, Office]:
    """A Kanim, its sibling, a stranger, its Kanwil and the centre: every way to be related."""
    codes = ("kanim-x-1", "kanim-x-2", "kanim-y-1", "kanwil-x", "pusat")
    with django_db_blocker.unblock():
        return {code: Office.objects.get(code=code) for code in codes}


# The addresses


def address(name: str, office: Office) -> str:
    route = ROUTES[name]
    return reverse(name, kwargs=route.row(office) if route.row else route.fixed)


def test_every_address_is_in_the_table():
    named = {name for name, _ in named_routes()}
    assert named - PUBLIC.keys() - KEYED.keys() - TOKENED - ROUTES.keys() == SIGNING_OUT, (
        "add the new address to tests/routes.py"
    )
    assert ROUTES.keys() - named == set(), "these addresses are gone"


@pytest.mark.parametrize("name", sorted(ROUTES.keys() - TWO_FACES))
def test_strangers_and_disabled_accounts_are_sent_to_sign_in(world, db, client, name):
    disabled = Client()
    disabled.force_login(User.objects.get(username="uji.nonaktif"))
    url = address(name, Office.objects.get(code="kanim-x-1"))
    before = AuditEvent.objects.count()
    for browser in (client, disabled):
        for answer in (browser.get(url), browser.post(url)):
            assert answer.status_code == FOUND
            assert answer.url.startswith(reverse("login"))
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_open_without_signing_in(world, db, client, name):
    assert client.get(reverse(name, kwargs=PUBLIC[name])).status_code == OK


@pytest.mark.parametrize("name", sorted(KEYED))
def test_a_guessed_key_opens_nothing_for_a_stranger_or_a_colleague(world, db, client, name):
    url = reverse(name, kwargs=KEYED[name])
    assert client.get(url).status_code == MISSING
    client.force_login(User.objects.get(username="uji.operator.kanim-x-1"))
    assert client.get(url).status_code == MISSING


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_role_reads_its_own_rows_and_nobody_elses(readers, offices, db, name):
    wrong = [
        f"{reader} GET {code}: {got} instead of {wanted}"
        for reader in readers
        for code, url, wanted in asked(name, reader, offices, method="get")
        if (got := answered(reader.client.get, url)) not in wanted
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_empty_form_breaks_nothing_and_never_touches_another_office(readers, offices, db, name):
    wrong = []
    for reader in readers:
        for code, url, wanted in asked(name, reader, offices, method="post"):
            with transaction.atomic():
                before = AuditEvent.objects.count()
                got = answered(reader.client.post, url)
                written = AuditEvent.objects.count() - before
                transaction.set_rollback(True)
            if got not in wanted:
                wrong.append(f"{reader} POST {code}: {got} instead of {wanted}")
            if written and got in (MISSING, FORBIDDEN):
                wrong.append(f"{reader} POST {code}: was refused and yet wrote")
    assert wrong == []


def asked(name: str, reader: Reader, offices: dict[str, Office], *, method: str):
    """(office, address, statuses that are right): one row he sees, and every row he does not."""
    route, seen = ROUTES[name], False
    for code, office in offices.items():
        found = route.row is None or reader.finds(route, code)
        if not (found and seen):
            yield code, address(name, office), expected(route, reader, method, found=found)
        seen = seen or found


def expected(route: Route, reader: Reader, method: str, *, found: bool) -> tuple[int, ...]:
    answers = getattr(route, method)
    if answers is None and method == "get":
        return (NOT_ALLOWED,)
    if not found:
        right = (MISSING,)
    elif not reader.may(route.perm):
        right = (FORBIDDEN,)
    else:
        right = answers or route.get
    # A page that only reads may refuse to be posted to, or answer as if it were asked.
    return right if answers else (NOT_ALLOWED, *right)


def answered(ask, url: str) -> object:
    try:
        return ask(url).status_code
    except Exception as broken:  # what broke is part of the answer
        return repr(broken)


def test_signing_out_takes_a_button_and_ends_the_session(world, db, client):
    client.force_login(User.objects.get(username="uji.operator.kanim-x-1"))
    assert client.get(reverse(LOGOUT)).status_code == NOT_ALLOWED
    assert client.post(reverse(LOGOUT)).status_code == FOUND
    assert client.get(reverse("help")).url.startswith(reverse("login"))


def test_a_moved_account_leaves_its_former_office_behind(readers, offices, db):
    moved = next(reader for reader in readers if reader.told["note"].startswith("moved"))
    former, present = offices["kanim-x-2"], offices["kanim-x-1"]
    own_work = Session.objects.filter(created_by__username=str(moved), office=former).first()
    assert own_work is not None
    assert moved.client.get(own_work.get_absolute_url()).status_code == MISSING
    assert moved.client.get(address("outreach:detail", present)).status_code == OK


def test_an_account_without_office_and_role_opens_no_register(readers, db):
    homeless = next(reader for reader in readers if reader.told["office"] is None)
    assert homeless.client.get(reverse("home")).status_code == OK
    for name, route in ROUTES.items():
        if route.perm and route.row is None:
            assert homeless.client.get(reverse(name, kwargs=route.fixed)).status_code in (403, 405)


@pytest.mark.parametrize("name", ["home", "reports:chart", "reports:chart-file"])
def test_a_dashboard_can_be_asked_for_an_office_one_sees_and_no_other(readers, offices, db, name):
    for reader in readers:
        if not reader.may("reports.view_dashboard"):
            continue
        for code, office in offices.items():
            got = reader.client.get(address(name, office), {"kantor": code}).status_code
            wanted = {OK, FOUND} if code in reader.sees else {MISSING}
            # A chart that has nothing to show does not exist either.
            assert got in wanted | ({MISSING} if name != "home" else set()), f"{reader} {code}"


# The admin


def staff_may(reader: Reader, perm: str) -> bool:
    role, office = reader.told["role"], reader.told["office"]
    return bool(role) and perm in permissions(role, OFFICE_KIND[office.split("-")[0]])


READ_WITH = {"regionedition": "region"}  # who reads regions reads which edition they follow
OFFICE_KIND = {"pusat": "pusat", "kanwil": "kanwil", "kanim": "kanim"}


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_the_admin_is_for_the_centres_admin_alone(readers, db, model, page):
    options = model._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_{page}")
    verb = "view" if page == "changelist" else "add"
    name = READ_WITH.get(options.model_name, options.model_name)
    for reader in readers:
        got = reader.client.get(url)
        at_centre = reader.told["office"] == "pusat"
        if not (at_centre and staff_may(reader, "officers.change_user")):
            assert got.status_code == FOUND, reader
            assert got.url.startswith(reverse("admin:login"))
        elif staff_may(reader, f"{options.app_label}.{verb}_{name}"):
            assert got.status_code in ({OK} if verb == "view" else {OK, FORBIDDEN}), reader
        else:
            assert got.status_code == FORBIDDEN, reader


def test_an_admin_opens_accounts_of_offices_he_sees_and_no_others(readers, offices, db):
    for reader in readers:
        if reader.told["role"] != Role.ADMIN:
            continue
        for code, office in offices.items():
            account = User.objects.filter(office=office).first()
            url = reverse("officers:user-detail", args=[account.pk])
            wanted = OK if code in reader.sees else MISSING
            assert reader.client.get(url).status_code == wanted, f"{reader} {code}"
