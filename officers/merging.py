"""What hangs on an officer, told by each app: two records of one person become one.

An app above registers its own tables in AppConfig.ready, so that imports stay downwards:
`register(DecreeOfficer, once_per=("decree",))`. A test compares the list with the models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Model, QuerySet

from officers.models import Officer, OfficerPost

Mover = Callable[[Officer, Officer], None]
Teller = Callable[[Officer, Officer], Iterable[str]]


@dataclass(frozen=True)
class Hanging:
    """Rows of `model` that name an officer in `field`.

    `called` is what people call them where the model has no such name. `once_per`: a row names
    him once per these fields, a second one is dropped. `move` does what that does not; `tell`
    says beforehand what would be joined.
    """

    model: type[Model]
    field: str = "officer"
    called: str = ""
    once_per: tuple[str, ...] = ()
    move: Mover | None = None
    tell: Teller | None = None

    @property
    def label(self) -> str:
        return self.called or str(self.model._meta.verbose_name)

    def rows(self, officer: Officer) -> QuerySet:
        return self.model._base_manager.filter(**{self.field: officer})


HANGING: list[Hanging] = []


def register(model: type[Model], field: str = "officer", **how) -> None:
    """Say that rows of `model` follow an officer; `how` as in Hanging."""
    known = {(each.model, each.field) for each in HANGING}
    if (model, field) not in known:
        HANGING.append(Hanging(model, field, **how))


def move_all(kept: Officer, gone: Officer) -> dict[str, int]:
    """Give `kept` everything that hangs on `gone`; how many rows of what, for the audit trail."""
    moved = {}
    for each in HANGING:
        if count := each.rows(gone).count():
            moved[each.label] = count
        (each.move or _plainly(each))(kept, gone)
    return moved


def warnings(kept: Officer, gone: Officer) -> list[str]:
    """What will be joined or dropped, in sentences."""
    return [text for each in HANGING if each.tell for text in each.tell(kept, gone)]


def _plainly(hanging: Hanging) -> Mover:
    def move(kept: Officer, gone: Officer) -> None:
        rows = hanging.rows(gone)
        if hanging.once_per:
            named = set(hanging.rows(kept).values_list(*hanging.once_per))
            doubles = [
                row.pk
                for row in rows
                if tuple(getattr(row, f"{name}_id") for name in hanging.once_per) in named
            ]
            rows.filter(pk__in=doubles).delete()
        rows.update(**{hanging.field: kept})

    return move


def join_posts(kept: Officer, gone: Officer) -> None:
    """One line of posts: the same post twice is one, of two at once the earlier ends first."""
    line: list[OfficerPost] = []
    for post in sorted([*kept.posts.all(), *gone.posts.all()], key=_by_beginning):
        if line and _at_once(line[-1], post):
            _settle(line, post)
        else:
            line.append(post)
    staying = {post.pk for post in line}
    OfficerPost.objects.filter(officer__in=[kept, gone]).exclude(pk__in=staying).delete()
    for post in line:
        post.save(update_fields=["ends_on", "position", "basis"])
    gone.posts.update(officer=kept)


def _settle(line: list[OfficerPost], post: OfficerPost) -> None:
    """`post` runs at the same time as the last of the line."""
    before = line[-1]
    same = before.office_id == post.office_id and post.position in ("", before.position)
    if same or before.starts_on == post.starts_on:
        before.ends_on = max(before.ends_on, post.ends_on) if _both_end(before, post) else None
        before.position = before.position or post.position
        before.basis = before.basis or post.basis
        return
    before.ends_on = post.starts_on - timedelta(days=1)
    line.append(post)


def _by_beginning(post: OfficerPost) -> tuple:
    """Unknown beginnings first."""
    return (post.starts_on is not None, post.starts_on or 0, post.pk)


def _at_once(before: OfficerPost, after: OfficerPost) -> bool:
    return before.ends_on is None or after.starts_on is None or before.ends_on >= after.starts_on


def _both_end(before: OfficerPost, after: OfficerPost) -> bool:
    return bool(before.ends_on and after.ends_on)


register(OfficerPost, move=join_posts)
