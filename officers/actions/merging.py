"""Two records of one person become one, with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction

from officers import audit, merging
from officers.models import Officer, User

FILLED = ("employee_number", "position", "phone", "email", "source", "user", "photo")


def refusals(kept: Officer, gone: Officer) -> Iterator[str]:
    """Why these two cannot be one, in sentences; nothing when they can."""
    if kept.pk == gone.pk:
        yield "Pilih petugas lain."
    numbers = {kept.employee_number, gone.employee_number} - {""}
    if len(numbers) > 1:
        yield (
            "NIP keduanya berbeda, jadi keduanya orang yang berbeda. Bila salah satunya keliru, "
            "perbaiki NIP-nya dahulu."
        )
    if kept.user and gone.user:
        yield (
            f"Keduanya punya akun portal: {kept.user.username} dan {gone.user.username}. "
            "Lepaskan salah satunya dari data petugas dahulu."
        )


@transaction.atomic
def merge_officers(*, kept: Officer, gone: Officer, by: User | None) -> Officer:
    """`kept` takes over what `gone` knew and did; `gone` is removed. ValidationError at `gone`."""
    pair = Officer.objects.select_for_update(of=("self",)).in_bulk([kept.pk, gone.pk])
    if len(pair) < 2:
        raise ValidationError({"gone": "Petugas ini sudah tidak ada. Muat ulang halaman."})
    kept, gone = pair[kept.pk], pair[gone.pk]
    if reasons := list(refusals(kept, gone)):
        raise ValidationError({"gone": reasons})
    filled = _missing(kept, gone)
    Officer.objects.filter(pk=gone.pk).update(user=None, employee_number="")
    merging.join_posts(kept, gone)
    _fill(kept, gone, filled)
    moved = merging.move_all(kept, gone)
    audit.record(
        "officers.officer.merged",
        by=by,
        target=kept,
        about=[gone],
        gone=gone.name,
        filled=sorted(filled),
        moved=[f"{label}: {count}" for label, count in moved.items()],
    )
    _remove(gone, keeps_photo="photo" in filled)
    return kept


def _missing(kept: Officer, gone: Officer) -> dict[str, object]:
    """What only the other record knew."""
    found = {
        name: getattr(gone, name)
        for name in FILLED
        if getattr(gone, name) and not getattr(kept, name)
    }
    days = [day for day in (kept.joined_on, gone.joined_on) if day]
    if days and min(days) != kept.joined_on:
        found["joined_on"] = min(days)
    return found


def _fill(kept: Officer, gone: Officer, filled: dict) -> None:
    for name, value in filled.items():
        setattr(kept, name, value)
    last = kept.posts.select_related("office").last()
    if last:
        kept.office, kept.left_on = last.office, last.ends_on
        kept.position = last.position or kept.position
    kept.made_up = kept.made_up and gone.made_up
    kept.save()


def _remove(gone: Officer, *, keeps_photo: bool) -> None:
    storage, name = gone.photo.storage, gone.photo.name
    gone.delete()
    if name and not keeps_photo:
        transaction.on_commit(lambda: storage.delete(name))
