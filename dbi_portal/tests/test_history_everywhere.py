"""No page without its history, no act without a line in the trail, no line without its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from dbi_portal.lib.pages import ChangePage, ConfirmPage, DetailPage
from dbi_portal.tests.addresses import named_routes
from dbi_portal.tests.readers import signed_in
from dbi_portal.tests.routes import ROUTES
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from officers.history_words import HIDDEN, LABELS, SENTENCES
from officers.models import Office

ROOT = Path(__file__).parents[2]
APPS = ("officers", "villages", "outreach", "reports")
WITHOUT_HISTORY = {
    "villages:region-detail",  # regions come from the Kemendagri's edition alone
    "officers:import-undo",  # the import's own page has it
    "reports:then",  # the report's own page has it
    "outreach:finding-detail",  # its steps are on the page; the trail keeps lengths alone
    "officers:profile",  # one's own account: its history stands on the account's page
}
# Forms that show nothing of the row they change, so that nothing of it can be overtaken.
SHOW_NOTHING = {"officers:merge", "officers:password-change"}
NO_ACTS = {
    "read_all",  # one's own notices: nobody else's desk
    # What is asked for is written down when the job has done it (officers/imports/running.py),
    # and so is what these write for it.
    *("ask_to_check", "ask_to_commit", "ask_to_undo", "write_figures", "put_back"),
}


def pages_of(kind: type) -> list[str]:
    return sorted(
        name
        for name, pattern in named_routes()
        if issubclass(getattr(pattern.callback, "view_class", object), kind)
    )


# One person's own rows: the readers here have none (test_saved_views.py, test_indicators.py).
PERSONAL = {name for name, route in ROUTES.items() if route.personal}
PERSONAL.add("outreach:finding-amend")  # its sender's, once it was sent back (test_findings.py)
DETAILS = sorted({*pages_of(DetailPage)} - WITHOUT_HISTORY)
CHANGES = sorted({*pages_of(ChangePage)} - {*pages_of(ConfirmPage)} - SHOW_NOTHING - PERSONAL)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.fixture(scope="module")
def readers(world, django_db_blocker):
    """Admins, an operator, a verifier, a head and a village official, each in a browser."""
    wanted = [("admin", "pusat"), ("admin", "kanim-x-1"), ("operator", "kanim-x-1")]
    wanted += [("verifikator", "kanim-x-1"), ("kepala-kanwil", "kanwil-x")]
    wanted += [("perangkat-desa", "kanim-x-1")]
    with django_db_blocker.unblock():
        return {
            (told["role"], told["office"]): signed_in(told, world["offices"]).client
            for told in world["users"]
            if told["active"] and (told["role"], told["office"]) in wanted
        }


def opened(readers, name):
    """The page as the first reader sees it who may."""
    route, office = ROUTES[name], Office.objects.get(code="kanim-x-1")
    url = reverse(name, kwargs=route.row(office) if route.row else route.fixed)
    for client in readers.values():
        answer = client.get(url)
        if answer.status_code == 200:
            return client, answer
    pytest.fail(f"{name}: nobody may open {url}")


@pytest.mark.parametrize("name", DETAILS)
def test_every_page_of_a_row_leads_to_its_history(db, readers, name):
    client, page = opened(readers, name)
    row = page.context["object"]
    url = reverse("officers:history", args=[row._meta.label_lower, row.pk])
    assert f'hx-get="{url}"' in page.text
    assert f'<a href="{url}">' in page.text
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", CHANGES)
def test_every_form_that_changes_a_row_notices_who_was_faster(db, readers, name):
    _, page = opened(readers, name)
    assert 'name="_dilihat"' in page.text


def test_a_village_official_finds_no_history_on_his_village(db, readers):
    official = readers["perangkat-desa", "kanim-x-1"]
    office = Office.objects.get(code="kanim-x-1")
    url = reverse("villages:detail", kwargs=ROUTES["villages:detail"].row(office))
    page = official.get(url)
    assert page.status_code == 200
    assert "Riwayat perubahan" not in page.text


# The actions, read as text: what they write is told by their source


def modules() -> Iterator[tuple[str, ast.Module]]:
    for app in APPS:
        for path in sorted((ROOT / app / "actions").glob("*.py")):
            yield f"{app}.actions.{path.stem}", ast.parse(path.read_text())


FUNCTIONS = {
    f"{module}.{node.name}": node
    for module, tree in modules()
    for node in tree.body
    if isinstance(node, ast.FunctionDef)
}


def doers() -> list[str]:
    """Public functions that are told who does it, `by=`, and do it in a transaction."""
    return sorted(
        name
        for name, node in FUNCTIONS.items()
        if not node.name.startswith("_")
        and node.name not in NO_ACTS
        and any("atomic" in ast.unparse(each) for each in node.decorator_list)
        and any(arg.arg == "by" for arg in node.args.kwonlyargs)
    )


def called(node: ast.AST) -> set[str]:
    calls = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    names = {each.id for each in calls if isinstance(each, ast.Name)}
    return names | {each.attr for each in calls if isinstance(each, ast.Attribute)}


def records(name: str, seen: set[str] | None = None) -> bool:
    """Whether this function, or one it calls, writes a line in the trail."""
    seen = seen if seen is not None else set()
    names = called(FUNCTIONS[name])
    if "record" in names:
        return True
    seen.add(name)
    others = {other for other in FUNCTIONS if other.rpartition(".")[2] in names} - seen
    return any(records(other, seen) for other in sorted(others))


@pytest.mark.parametrize("name", doers())
def test_every_act_of_a_person_leaves_a_line_in_the_trail(name):
    assert records(name), "write audit.record(...) where the fact is written"


def written_actions() -> dict[str, str]:
    """{action code: module} of every code that stands in a call of audit.record as it is."""
    return {
        call.args[0].value: module
        for module, tree in modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "record"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_action_has_its_sentence():
    missing = {code: module for code, module in written_actions().items() if code not in SENTENCES}
    assert missing == {}, "add a sentence to the app's history_words.py"


def test_every_word_of_a_change_has_an_indonesian_name():
    columns = {
        field.name
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.auto_created or str(field.verbose_name) != field.name.replace("_", " ")
    }
    named = columns | HIDDEN | {word for words in LABELS.values() for word in words}
    told = {
        (word.arg, module)
        for module, tree in modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "record"
        for word in call.keywords
        if word.arg not in (None, "by", "target", "about")
    }
    assert {(word, module) for word, module in told if word not in named} == set()
