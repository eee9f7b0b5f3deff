"""The embedded servers: in any folder, after any crash, for all who ask, gone when told."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from dbi_portal.local import addresses, folders, processes, servers
from dbi_portal.local.failures import LocalFailure
from dbi_portal.local.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
OWN = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MEDIA_ROOT", "PORTAL_VAR"}


@pytest.fixture
def var_dir(tmp_path):
    """A folder deeper than a socket's path may be long, with a space in its name."""
    folder = tmp_path.joinpath(*["folder yang dalam"] * 8, "var")
    try:
        servers.ensure_servers(folder)
        yield folder
    finally:
        servers.remove(folder)


def query(var_dir, sql):
    connection = psycopg2.connect(addresses.database_dsn(var_dir))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else None
    connection.close()
    return rows


def postmaster(var_dir) -> psutil.Process:
    data = folders.server_home(var_dir, folders.server_account()) / "postgres"
    return psutil.Process(int((data / "postmaster.pid").read_text().split("\n")[0]))


def test_servers_run_in_a_deep_folder_without_a_network_port(var_dir):
    assert servers.ensure_servers(var_dir) == []
    assert query(var_dir, "SHOW listen_addresses") == [("",)]
    assert not [c for c in postmaster(var_dir).net_connections("inet") if c.status == "LISTEN"]
    assert redis.Redis.from_url(addresses.redis_url(var_dir)).config_get("port") == {"port": "0"}


def test_indonesian_text_sorts_the_same_on_every_machine(var_dir):
    assert query(
        var_dir,
        "SELECT datlocprovider::text, datlocale, pg_encoding_to_char(encoding) "
        "FROM pg_database WHERE datname = 'portal'",
    ) == [("b", "C.UTF-8", "UTF8")]


def test_what_was_stored_is_there_after_a_stop_and_a_start(var_dir):
    query(var_dir, "CREATE TABLE kept AS SELECT 8837 AS issued")
    assert servers.stop_servers(var_dir) == ["PostgreSQL", "Valkey"]
    assert "berhenti" in " ".join(servers.describe(var_dir))
    assert servers.ensure_servers(var_dir) == ["PostgreSQL", "Valkey"]
    assert query(var_dir, "SELECT issued FROM kept") == [(8837,)]


def test_a_killed_database_comes_back_with_its_data(var_dir):
    query(var_dir, "CREATE TABLE kept AS SELECT 8837 AS issued")
    victim = postmaster(var_dir)
    victim.send_signal(signal.SIGKILL)
    victim.wait(10)
    assert servers.ensure_servers(var_dir) == ["PostgreSQL"]
    assert query(var_dir, "SELECT issued FROM kept") == [(8837,)]


def test_a_number_left_by_a_crash_that_is_now_another_programs_is_no_server(var_dir):
    servers.stop_servers(var_dir)
    account = folders.server_account()
    pid_file = folders.server_home(var_dir, account) / "postgres" / "postmaster.pid"
    stranger = subprocess.Popen(["/bin/sleep", "60"], **account.popen_options())
    try:
        pid_file.write_text(f"{stranger.pid}\n")
        os.chown(pid_file, account.uid, account.gid)
        assert servers.ensure_servers(var_dir) == ["PostgreSQL", "Valkey"]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_lost_socket_is_made_anew(var_dir):
    addresses.valkey_socket(var_dir).unlink()
    for socket in addresses.postgres_socket_dir(var_dir).glob(".s.*"):
        socket.unlink()
    assert servers.ensure_servers(var_dir) == ["PostgreSQL", "Valkey"]


def test_many_who_ask_at_once_get_one_server(var_dir):
    servers.stop_servers(var_dir)
    code = (
        "import sys; from pathlib import Path; from dbi_portal.local import servers;"
        "print(len(servers.ensure_servers(Path(sys.argv[1]))))"
    )
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", code, var_dir], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert sorted(asker.communicate(timeout=60)[0] for asker in askers) == [
        *("0\n", "0\n", "0\n", "2\n")
    ]


def test_no_folder_is_opened_for_the_servers(tmp_path):
    closed = tmp_path / "rumah"
    closed.mkdir(mode=0o700)
    above = [closed, *closed.parents]
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in above]
    with servers.throwaway_servers(closed / "var"):
        assert query(closed / "var", "SELECT 1") == [(1,)]
        assert [stat.S_IMODE(folder.stat().st_mode) for folder in above] == modes


def test_throwaway_servers_leave_nothing_behind(tmp_path):
    var_dir = tmp_path / "var"
    with servers.throwaway_servers(var_dir):
        process = postmaster(var_dir)
        home = folders.server_home(var_dir, folders.server_account())
    assert not process.is_running()
    assert not any(path.exists() for path in (var_dir, home, addresses.socket_dir(var_dir)))


def test_a_socket_folder_prepared_by_somebody_else_is_refused(tmp_path):
    folder = addresses.socket_dir(tmp_path)
    folder.symlink_to(tmp_path)
    try:
        with pytest.raises(LocalFailure, match=r"milik pengguna lain.*PORTAL_VAR"):
            servers.ensure_servers(tmp_path)
    finally:
        folder.unlink()
        servers.remove(tmp_path)


def test_a_server_that_cannot_start_says_why_in_one_line(tmp_path):
    with servers.throwaway_servers(tmp_path / "var"):
        servers.stop_servers(tmp_path / "var")
        account = folders.server_account()
        data = folders.server_home(tmp_path / "var", account) / "postgres"
        (data / "postgresql.conf").write_text("shared_buffers = 'banyak'\n")
        with pytest.raises(LocalFailure) as failure:
            servers.ensure_servers(tmp_path / "var")
    assert "PostgreSQL tidak dapat menyala" in str(failure.value)
    assert "shared_buffers" in str(failure.value)
    assert "\n" not in str(failure.value)


def test_a_command_brings_the_servers_up_and_leaves_them_for_the_next(tmp_path):
    var_dir = tmp_path / "var"
    environment = {key: value for key, value in os.environ.items() if key not in OWN}
    environment["PORTAL_VAR"] = str(var_dir)

    def manage(*words):
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    try:
        first, second = manage("showmigrations", "officers"), manage("portal", "status")
        assert first.returncode == 0
        assert first.stderr.strip() == "Menyalakan PostgreSQL dan Valkey bawaan."
        assert second.stdout.count("berjalan (proses") == 2
        assert "Portal: tidak berjalan" in second.stdout
        assert manage("portal", "stop").stdout == "PostgreSQL berhenti.\nValkey berhenti.\n"
        assert not Postgres(var_dir).answers()
        assert manage("portal", "stop").stdout == "Tidak ada server bawaan yang menyala.\n"
    finally:
        servers.remove(var_dir)


def test_help_starts_no_server(tmp_path):
    environment = os.environ | {"PORTAL_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "load_regions", "--help"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert not (tmp_path / "log").exists()


def test_the_last_words_of_a_log_are_one_line(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("satu\ndua\n\n  tiga  \nempat\n")
    assert processes.last_words(log, count=2) == "tiga | empat"
    assert processes.last_words(tmp_path / "tidak-ada.log") == "(log kosong)"
