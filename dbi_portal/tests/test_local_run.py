"""`make run`: up, one at a time, and gone without a trace when told, or when a part of it dies."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from dbi_portal.local import addresses, processes, running, servers

ROOT = Path(__file__).resolve().parents[2]
SET_BY_TESTS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MEDIA_ROOT", "PORTAL_VAR", "DEMO_MODE"}


def environment_of(var_dir) -> dict:
    """The environment of a person at a terminal, not that of this test run; without the demo."""
    inherited = {key: value for key, value in os.environ.items() if key not in SET_BY_TESTS}
    return inherited | {"PORTAL_VAR": str(var_dir), "DEMO_MODE": "0"}


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory):
    """A portal's own folder, its database prepared, its servers down."""
    folder = tmp_path_factory.mktemp("run") / "var"
    manage = [sys.executable, "manage.py"]
    try:
        for words in (["prepare"], ["portal", "stop"]):
            subprocess.run([*manage, *words], cwd=ROOT, env=environment_of(folder), check=True)
        yield folder
    finally:
        servers.remove(folder)


@pytest.fixture
def start(var_dir):
    """Start a supervisor as `make run` does; it ends with the test."""
    started = []

    def start(**environment):
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "dbi_portal.local.run"],
            cwd=ROOT,
            env=environment_of(var_dir) | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(supervisor)
        return supervisor

    yield start
    for supervisor in started:
        supervisor.terminate()
        supervisor.communicate(timeout=60)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_ready(supervisor) -> list[str]:
    """Read what the supervisor says until it says that the portal runs; return its lines."""
    lines = []
    for line in supervisor.stdout:
        lines.append(line.strip())
        if "berjalan di" in line:
            return lines
    raise AssertionError(f"{lines} {supervisor.stderr.read()}")


def family(supervisor) -> list[psutil.Process]:
    return psutil.Process(supervisor.pid).children(recursive=True)


def listening(members) -> set[str]:
    sockets = [c for p in members for c in p.net_connections("inet") if c.status == "LISTEN"]
    return {f"{c.laddr.ip}:{c.laddr.port}" for c in sockets}


def test_the_portal_runs_on_loopback_until_ctrl_c_and_leaves_no_process(start, var_dir, port):
    supervisor = start(PORT=str(port))
    await_ready(supervisor)
    members = family(supervisor)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert json.load(answer) == {"status": "ok", "database": "ok", "broker": "ok"}
    assert listening(members) == {f"127.0.0.1:{port}"}
    words = " ".join(" ".join(member.cmdline()) for member in members)
    assert all(part in words for part in ("gunicorn", "celery -A dbi_portal worker", "beat"))
    # The worker draws papers and writes letters: their links lead here.
    workers = [member for member in members if "worker" in member.cmdline()]
    told = {member.environ()["PORTAL_URL"] for member in workers}
    assert told == {f"http://127.0.0.1:{port}"}

    supervisor.send_signal(signal.SIGINT)
    said, complaints = supervisor.communicate(timeout=60)
    assert (supervisor.returncode, complaints) == (0, "")
    assert said.rstrip().endswith("Portal berhenti.")
    assert not [member for member in members if processes.lives(member)]
    assert not addresses.postgres_socket(var_dir).exists()
    assert not addresses.valkey_socket(var_dir).exists()


def test_a_second_run_prepares_nothing_again_and_is_refused_beside_the_first(start, port):
    supervisor = start(PORT=str(port))
    lines = await_ready(supervisor)
    assert "Menyiapkan tabel basis data …" not in lines
    assert "Mengumpulkan berkas tampilan …" not in lines

    said, complaint = start(PORT=str(port + 1)).communicate(timeout=30)
    assert said == ""
    assert complaint == (
        f"Portal ini sudah berjalan di http://127.0.0.1:{port}. Buka alamat itu, "
        "atau hentikan dahulu dengan Ctrl-C di terminalnya.\n"
    )


def test_the_whole_portal_ends_when_a_part_dies(start, var_dir, port):
    supervisor = start(PORT=str(port))
    await_ready(supervisor)
    members = family(supervisor)
    children = psutil.Process(supervisor.pid).children()
    next(child for child in children if "worker" in child.cmdline()).kill()

    _, complaint = supervisor.communicate(timeout=60)
    assert supervisor.returncode == 1
    assert complaint.startswith("Celery worker berhenti sendiri (kode -9), maka portal dihentikan.")
    assert complaint.count("\n") == 1
    assert not [member for member in members if processes.lives(member)]
    assert running.address(var_dir) is None


def test_the_servers_are_not_stopped_under_a_running_portal(start, var_dir, port):
    await_ready(start(PORT=str(port)))
    done = subprocess.run(
        [sys.executable, "manage.py", "portal", "stop"],
        cwd=ROOT,
        env=environment_of(var_dir),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"Portal sedang berjalan di http://127.0.0.1:{port}." in done.stderr
    assert servers.ensure_servers(var_dir) == []


def test_only_the_servers_go_on_when_the_supervisor_itself_is_killed(start, port):
    supervisor = start(PORT=str(port))
    await_ready(supervisor)
    members = [m for m in family(supervisor) if m.name() not in ("postgres", "valkey-server")]
    supervisor.kill()
    assert processes.wait_until(lambda: not any(map(processes.lives, members)), seconds=30)


def test_a_taken_port_ends_in_one_line(start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        said, complaint = start(PORT=str(taken)).communicate(timeout=30)
    assert said == ""
    assert complaint.startswith(f"Porta {taken} sudah dipakai program lain. Pilih porta lain: ")
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("nonsense", ["delapan", "0", "70000", "80 80"])
def test_a_nonsensical_port_ends_in_one_line(start, nonsense):
    _, complaint = start(PORT=nonsense).communicate(timeout=30)
    assert complaint == f"PORT harus angka dari 1 sampai 65535, bukan “{nonsense}”.\n"


@pytest.mark.parametrize(
    ("environment", "advice"),
    [
        ({"DATABASE_URL": "postgres://portal@127.0.0.1:9/portal"}, "Periksa DATABASE_URL"),
        ({"REDIS_URL": "redis://127.0.0.1:9/0"}, "Periksa REDIS_URL"),
    ],
)
def test_an_offices_own_server_out_of_reach_ends_in_one_line(start, port, environment, advice):
    supervisor = start(PORT=str(port), **environment)
    _, complaint = supervisor.communicate(timeout=60)
    assert supervisor.returncode == 1
    assert advice in complaint
    assert "Traceback" not in complaint
