"""A second PostgreSQL on this machine that follows the first: for trying a replica out, and tests.

An office's replica is a server of its own, set up by whoever runs it (docs/scale.md).
"""

import os
import shutil
from contextlib import closing
from pathlib import Path

from dbi_portal.local import addresses, folders, processes
from dbi_portal.local.failures import LocalFailure
from dbi_portal.local.postgres import ADMIN, Postgres, _binaries


class Standby:
    """A streaming copy, kept under `var_dir`, of the embedded server of `primary`."""

    def __init__(self, primary: Postgres, var_dir: Path) -> None:
        self.primary = primary
        self.copy = Postgres(var_dir, throwaway=True)
        self.account = folders.server_account()

    def start(self) -> None:
        """Copy the running primary and follow it. Raises LocalFailure with the server's words."""
        folders.own_socket_dir(self.copy.var_dir, self.account)
        home = folders.make_server_home(self.copy.var_dir, self.account)
        self._let_in()
        self._copy_to(home / "postgres")
        self.copy._launch(home / "postgres", _binaries(self.account), self.account)

    def start_again(self) -> None:
        """Bring up the copy that was ended; it catches up by itself."""
        folder = folders.server_home(self.copy.var_dir, self.account) / "postgres"
        self.copy._launch(folder, _binaries(self.account), self.account)

    def stop(self) -> bool:
        return self.copy.stop()

    def remove(self) -> None:
        """End it and delete all of it."""
        self.copy.remove()
        shutil.rmtree(addresses.socket_dir(self.copy.var_dir), ignore_errors=True)
        shutil.rmtree(self.copy.var_dir, ignore_errors=True)

    def url(self, database: str = addresses.DATABASE) -> str:
        """Its address, as REPLICA_URL takes it."""
        whole = addresses.database_url(self.copy.var_dir)
        return whole.replace(f"@/{addresses.DATABASE}?", f"@/{database}?")

    def _let_in(self) -> None:
        """Whoever runs the copy may read the primary's journal; told once, kept until it stops."""
        folder = addresses.socket_dir(self.primary.var_dir)
        rules = {
            "hba_file": "local replication all peer map=portal\n",
            "ident_file": f'portal "{self.account.name}" {ADMIN}\n',
        }
        for name, rule in rules.items():
            said = (folder / name).read_text()
            if rule not in said:
                (folder / name).write_text(said + rule)
        with closing(self.primary._admin()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_reload_conf()")

    def _copy_to(self, data: Path) -> None:
        data.mkdir(mode=0o700)
        if self.account.switch:
            os.chown(data, self.account.uid, self.account.gid)
        command = [_binaries(self.account) / "pg_basebackup", "-D", data, "-R", "-c", "fast"]
        command += ["-h", addresses.postgres_socket_dir(self.primary.var_dir)]
        command += ["-p", addresses.PORT, "-U", ADMIN, "-X", "stream", "--no-sync"]
        done = processes.spawn(
            command,
            log=self.copy.log,
            cwd="/",
            env=processes.CLEAN_ENV,
            **self.account.popen_options(),
        )
        if done.wait():
            words = processes.last_words(self.copy.log)
            raise LocalFailure(
                f"PostgreSQL tidak dapat disalin. Catatan di {self.copy.log}: {words}"
            )
