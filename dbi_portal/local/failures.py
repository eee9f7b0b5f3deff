"""What can go wrong on the machine itself, said in one line."""

import contextlib
from collections.abc import Iterator
from pathlib import Path


class LocalFailure(Exception):
    """A missing piece of this machine; its text says in one Indonesian line what to do."""


@contextlib.contextmanager
def needing(folder: Path) -> Iterator[None]:
    """Turn the system's refusal to read or write in `folder` into a sentence for its user."""
    try:
        yield
    except OSError as error:
        raise LocalFailure(
            f"Folder {folder} tidak dapat dipakai ({error.strerror}). "
            "Jalankan sebagai pemiliknya, atau pilih folder sendiri dengan PORTAL_VAR=/folder/Anda."
        ) from error
