"""Static files: few, hashed, compressed, and every name a page asks for is there."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(r"""\{% static ['"]([^'"]+)['"]""")
HASHED = {"BACKEND": "dbi_portal.storage.ModuleStaticFilesStorage"}


def files_that_templates_ask_for() -> set[str]:
    return {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in ASKED.findall(template.read_text())
    }


@pytest.fixture
def gathered(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": HASHED}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_file_a_template_asks_for_is_gathered_under_a_hashed_name(gathered):
    names = json.loads((gathered / "staticfiles.json").read_text())["paths"]
    asked = files_that_templates_ask_for()
    assert len(asked) > 5
    assert asked <= names.keys()
    assert all((gathered / names[name]).exists() for name in asked)


def test_a_module_asks_for_its_parts_by_their_hashed_names(gathered):
    modules = [path for path in gathered.glob("js/*.js") if "import" in path.read_text()]
    parts = [
        (module.parent / part).resolve()
        for module in modules
        for part in re.findall(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", module.read_text())
    ]
    assert parts
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", part.name) and part.exists() for part in parts)


def test_what_npm_brings_beyond_the_chosen_files_is_not_served(gathered):
    assert finders.find("npm/bootstrap/dist/css/bootstrap.min.css")
    assert finders.find("npm/bootstrap/dist/js/bootstrap.js") is None
    assert finders.find("npm/@sparticuz/chromium/package.json") is None
    assert sum(path.stat().st_size for path in gathered.rglob("*") if path.is_file()) < 10_000_000
    assert not list(gathered.rglob("*.test*.js"))


def test_text_is_compressed_and_source_maps_are_not(gathered):
    assert list(gathered.glob("npm/bootstrap/dist/css/bootstrap.min.*.css.br"))
    assert list(gathered.glob("npm/bootstrap/dist/css/bootstrap.min.*.css.gz"))
    assert not list(gathered.rglob("*.map.br"))
