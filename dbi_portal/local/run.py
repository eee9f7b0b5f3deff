"""`make run`: one supervisor that brings the whole portal up, watches it, and takes it down again.

Everything binds to loopback. Ends with 0 after Ctrl-C, with 1 and one line of advice otherwise.
"""

import http
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from dbi_portal.local import processes, running, servers, welcome
from dbi_portal.local.failures import LocalFailure

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
READY_SECONDS = 90
PYTHON = [sys.executable, "-m"]
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CELERY = [*PYTHON, "celery", "-A", "dbi_portal"]


class Stop(BaseException):
    """Somebody wants the portal to end: Ctrl-C, SIGTERM, or the terminal closed."""


def main() -> None:
    """Run the portal until it is told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dbi_portal.settings")
    _listen_for_stop()
    try:
        with ExitStack() as stack:
            try:
                _run(stack)
            finally:
                _ignore(STOPPING)  # a second Ctrl-C must not cut the tidying short
    except Stop:
        print("\nPortal berhenti.")
    except LocalFailure as failure:
        sys.exit(str(failure))


def _run(stack: ExitStack) -> None:
    begun = time.monotonic()
    from django.conf import settings  # reads .env, so that what follows may look there too

    port = _port(os.environ.get("PORT") or "8000")
    address = f"http://{HOST}:{port}"
    _claim(stack, settings.VAR_DIR, address)
    _check_free(port)
    postgres, valkey = servers.embedded()
    if postgres:
        os.environ.setdefault("DEMO_MODE", "1")
    if not settings.PORTAL_URL:  # papers and letters name the address one sees here
        os.environ["PORTAL_URL"] = address
    _start_servers(stack, settings.VAR_DIR, postgres=postgres, valkey=valkey)
    _prepare(demo=os.environ.get("DEMO_MODE", "").lower() not in ("0", "false", "off", "no"))
    children = _start_children(stack, settings.VAR_DIR / "log", port)
    _await_ready(children, port)
    print(welcome.text(address, seconds=time.monotonic() - begun), flush=True)
    while True:
        time.sleep(0.5)
        _check_alive(children)


def _listen_for_stop() -> None:
    def stop(*_):
        raise Stop

    for number in STOPPING:
        # Under nohup a closed terminal stays ignored.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, stop)


def _ignore(numbers: tuple) -> None:
    for number in numbers:
        signal.signal(number, signal.SIG_IGN)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise LocalFailure(f"PORT harus angka dari 1 sampai 65535, bukan “{text}”.")
    return int(text)


def _claim(stack: ExitStack, var_dir: Path, address: str) -> None:
    claim = running.claim(var_dir, address)
    if claim is None:
        raise LocalFailure(
            f"Portal ini sudah berjalan di {running.address(var_dir)}. Buka alamat itu, "
            "atau hentikan dahulu dengan Ctrl-C di terminalnya."
        )
    stack.enter_context(claim)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise LocalFailure(
                f"Porta {port} hanya untuk root. Pilih porta lain: make run PORT=8001"
            ) from error
        except OSError as error:
            raise LocalFailure(
                f"Porta {port} sudah dipakai program lain. "
                f"Pilih porta lain: make run PORT={port + 1 if port < 65535 else 8001}"
            ) from error


def _start_servers(stack: ExitStack, var_dir: Path, *, postgres: bool, valkey: bool) -> None:
    if postgres or valkey:
        print("Menyalakan server bawaan …", flush=True)
    started = servers.ensure_servers(var_dir, postgres=postgres, valkey=valkey)
    if started:
        stack.callback(servers.stop_servers, var_dir, only=started)


def _prepare(*, demo: bool) -> None:
    command = [sys.executable, "manage.py", "prepare", *(["--demo"] if demo else [])]
    preparing = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us alone, and we end it quietly
        preexec_fn=processes.end_with_parent,
    )
    try:
        code = preparing.wait()
    except Stop:
        preparing.terminate()
        preparing.wait()
        raise
    if code:
        raise LocalFailure("Portal tidak jadi dinyalakan; sebabnya tertulis di atas.")


def _start_children(stack: ExitStack, logs: Path, port: int) -> dict[str, tuple]:
    """Start web, worker and beat; return each one's process and log under a name for people."""
    os.environ.setdefault("WEB_CONCURRENCY", "2")
    web = ["gunicorn", "dbi_portal.wsgi", "--bind", f"{HOST}:{port}", "--worker-class=gthread"]
    web += ["--threads=8", "--preload", "--graceful-timeout=5", "--timeout=120"]
    commands = {
        "Web": (logs / "web.log", [*PYTHON, *web, "--no-control-socket", "--access-logfile=-"]),
        "Celery worker": (
            logs / "worker.log",
            [*CELERY, "worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip"],
        ),
        "Celery beat": (logs / "beat.log", [*CELERY, "beat", "--loglevel=INFO", "--pidfile="]),
    }
    children = {}
    stack.callback(lambda: processes.end_families([child for child, _ in children.values()]))
    for name, (log, command) in commands.items():
        child = processes.spawn(command, log=log, cwd=ROOT, preexec_fn=processes.end_with_parent)
        children[name] = (child, log)
    return children


def _check_alive(children: dict[str, tuple]) -> None:
    for name, (child, log) in children.items():
        if child.poll() is not None:
            raise LocalFailure(
                f"{name} berhenti sendiri (kode {child.returncode}), maka portal dihentikan. "
                f"Catatan di {log}: {processes.last_words(log)}"
            )


def _await_ready(children: dict[str, tuple], port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while (status := welcome.health(HOST, port)) != http.HTTPStatus.OK:
        _check_alive(children)
        if status == http.HTTPStatus.BAD_REQUEST:
            raise LocalFailure(f"Tambahkan {HOST} ke ALLOWED_HOSTS, lalu ulangi.")
        if time.monotonic() > end:
            log = children["Web"][1]
            raise LocalFailure(
                f"Portal tidak menjawab dalam {READY_SECONDS} detik. "
                f"Catatan di {log}: {processes.last_words(log)}"
            )
        time.sleep(0.1)


if __name__ == "__main__":
    main()
