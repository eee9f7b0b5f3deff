"""Folders of our own: who may reach them, and where they lie when the checkout is closed.

No function here changes the permission of a folder it did not make.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from dbi_portal.local import addresses
from dbi_portal.local.failures import LocalFailure

# Where root keeps what a service user must reach while the checkout lies in a closed home.
OPEN_PLACES = (Path("/var/lib"), Path("/opt"))
SERVICE_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The operating system's user a server runs as; `switch` tells that it is not ourselves."""

    uid: int
    gid: int
    name: str
    switch: bool

    def popen_options(self) -> dict:
        """Return what `subprocess` needs to run a program as this account."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account() -> Account:
    """Return who runs PostgreSQL, which refuses root: ourselves, or as root a service user.

    Raises LocalFailure when this user or, as root, a service user has no name on this machine.
    """
    uid = os.getuid()
    if uid != 0:
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            raise LocalFailure(
                f"Pengguna nomor {uid} tidak punya nama di komputer ini, padahal PostgreSQL "
                "memerlukannya. Jalankan sebagai pengguna yang terdaftar, atau setel DATABASE_URL."
            ) from None
        return Account(uid, os.getgid(), entry.pw_name, switch=False)
    for name in SERVICE_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, switch=True)
    raise LocalFailure(
        "PostgreSQL tidak mau berjalan sebagai root, dan pengguna postgres atau nobody tidak ada. "
        "Jalankan sebagai pengguna biasa, atau setel DATABASE_URL."
    )


def own_socket_dir(var_dir: Path, account: Account) -> Path:
    """Make and return the short folder of sockets with PostgreSQL's part in it.

    Raises LocalFailure when somebody else was there first: /tmp is open to all.
    """
    folder = addresses.socket_dir(var_dir)
    # A switched account must pass through to its own part; nobody else can open what is inside.
    own_folder(folder, mode=0o711 if account.switch else 0o700, uid=os.getuid())
    inner = addresses.postgres_socket_dir(var_dir)
    if account.switch and not inner.exists():
        inner.mkdir(mode=0o700)
        os.chown(inner, account.uid, account.gid)
    own_folder(inner, mode=0o700, uid=account.uid)
    return folder


def own_folder(folder: Path, *, mode: int, uid: int) -> None:
    """Make this folder with exactly this mode; raise LocalFailure when it is somebody else's."""
    try:
        folder.mkdir(mode=mode)
        folder.chmod(mode)  # whatever the umask
    except FileExistsError:
        pass
    status = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or status.st_uid != uid:
        raise LocalFailure(
            f"Folder {folder} milik pengguna lain. Minta pemilik atau admin menghapusnya, "
            "atau pilih folder kerja lain dengan PORTAL_VAR=/folder/Anda."
        )


def reaches(account: Account, path: Path, test: str = "-x") -> bool:
    """Tell whether this account can get to `path`; `test` is one of test(1)'s questions."""
    if not account.switch:
        return True
    command = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]
    try:
        return subprocess.run(command, cwd="/", **account.popen_options()).returncode == 0
    except OSError as error:
        raise LocalFailure(
            f"Root di sini tidak dapat menjadi pengguna {account.name}, padahal PostgreSQL tidak "
            "mau berjalan sebagai root. Jalankan sebagai pengguna biasa, atau setel DATABASE_URL."
        ) from error


def server_home(var_dir: Path, account: Account) -> Path:
    """Return the folder for PostgreSQL's data: `var/`, or an open place when `var/` is closed."""
    standing = next(folder for folder in (var_dir, *var_dir.parents) if folder.exists())
    if (var_dir / "postgres").exists() or reaches(account, standing):
        return var_dir  # where data is, it stays
    return open_place(account) / f"portal-dbi-{addresses.fingerprint(var_dir)}"


def make_server_home(var_dir: Path, account: Account) -> Path:
    """Make that folder and return it; a note in `var/` tells where data lies that is elsewhere."""
    var_dir.mkdir(parents=True, exist_ok=True)
    home = server_home(var_dir, account)
    if home != var_dir:
        own_folder(home, mode=0o711, uid=os.getuid())
        (var_dir / "tempat-data.txt").write_text(
            f"Data PostgreSQL portal ini disimpan di {home}, karena folder ini tertutup bagi "
            f"pengguna {account.name}.\n"
        )
    return home


def open_place(account: Account) -> Path:
    """Return a system folder this account passes through; raise LocalFailure if there is none."""
    place = next((place for place in OPEN_PLACES if reaches(account, place)), None)
    if place is None:
        raise LocalFailure(
            f"Pengguna {account.name} tidak dapat mencapai folder portal. "
            "Pilih folder yang terbuka: PORTAL_VAR=/srv/portal."
        )
    return place


def user_folder(purpose: str) -> Path:
    """Make and return this user's own short folder in /tmp, for what others must not touch."""
    folder = Path(f"/tmp/portal-dbi-{os.getuid()}-{purpose}")  # noqa: S108
    own_folder(folder, mode=0o700, uid=os.getuid())
    return folder
