"""`make setup` on a bare checkout: one clear line when something is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dbi_portal.local import install

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ["Makefile", "requirements.txt", "package.json", "package-lock.json"]
# Nothing listens on port 9 of this machine.
NO_REGISTRY = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
}


@pytest.fixture
def checkout(tmp_path):
    """A checkout with only what `make setup` needs, in a folder with spaces in its name."""
    folder = tmp_path / "salinan portal desa binaan"
    folder.mkdir()
    for name in NEEDED:
        shutil.copy(ROOT / name, folder)
    (folder / "dbi_portal" / "local").mkdir(parents=True)
    shutil.copy(ROOT / "dbi_portal" / "local" / "install.py", folder / "dbi_portal" / "local")
    return folder


def make(checkout, *words, **environment):
    inherited = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PIP_", "MAKE")) and key != "PYTHON"
    }
    return subprocess.run(
        [shutil.which("make"), "--no-print-directory", *words],
        cwd=checkout,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def advice(done) -> list[str]:
    """What the person reads on standard error, without make's own last word."""
    return [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]


def test_a_python_that_is_missing_or_too_old_ends_in_one_line(checkout):
    done = make(checkout, "setup", "PYTHON=python2.0")
    assert done.returncode != 0
    assert len(advice(done)) == 1
    assert "Portal memerlukan Python 3.11 atau lebih baru" in advice(done)[0]
    assert not (checkout / ".venv").exists()


def test_a_registry_out_of_reach_ends_in_one_line(checkout):
    done = make(checkout, "setup", f"PYTHON={sys.executable}", **NO_REGISTRY)
    assert done.returncode != 0
    assert "".join(advice(done)) == (
        "Paket Python tidak dapat diunduh: registri PyPI tidak terjangkau. Periksa sambungan "
        "internet atau setel PIP_INDEX_URL ke cermin kantor Anda, lalu ulangi. "
        "Rincian: var/log/setup.log"
    )
    assert "No matching distribution found" in (checkout / "var/log/setup.log").read_text()


def test_work_is_done_once_for_the_same_input_and_again_for_another(tmp_path):
    stamp, source, done = tmp_path / "stamp", tmp_path / "requirements.txt", []
    for text in ("django==5.2.1", "django==5.2.1", "django==5.2.2"):
        source.write_text(text)
        install._once(stamp, [source], "Memasang", lambda text=text: done.append(text))
    assert done == ["django==5.2.1", "django==5.2.2"]


def test_work_that_failed_is_tried_again(tmp_path):
    source = tmp_path / "requirements.txt"
    source.write_text("django==5.2.1")

    def fail():
        install._give_up("Tidak jadi.")

    for _ in range(2):
        with pytest.raises(SystemExit, match="Tidak jadi"):
            install._once(tmp_path / "stamp", [source], "Memasang", fail)


def test_every_requirement_is_pinned_and_names_no_registry():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all("==" in pin for pin in pins)
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    wanted = {
        line.split("#")[0].strip().split("==")[0].lower()
        for line in (ROOT / "requirements.in").read_text().splitlines()
    } - {""}
    assert wanted <= {pin.split("==")[0].lower() for pin in pins}
