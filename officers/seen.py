"""What a page shows a reader, kept until the data change, for all who see and may do the same."""

from __future__ import annotations

from collections.abc import Callable

from dbi_portal.lib.kept import Kept, kept
from officers.models import User
from officers.roles import Role


def kept_for(user: User, name: tuple, make: Callable[[], Kept]) -> Kept:
    """What `make` gives for this reader; `name` is all else it depends on: the address, the day.

    People of one role, office and set of rights share it. A village official sees his own
    villages, so he shares with nobody. A name, a message or a token never belongs in it.
    """
    return kept((*name, *seen_as(user)), make)


def seen_as(user: User) -> tuple:
    """Whom a kept page is for. Whoever acts for a head has rights his colleagues have not."""
    who = user.pk if user.role == Role.VILLAGE_OFFICIAL else 0
    return user.role, user.office_id, who, *sorted(user.permissions)
