"""Whose desk an occasion belongs on. Only who still sees the row is told of it."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from officers.models import Officer, User
from officers.occasions import by_office
from officers.roles import Role
from outreach.models import Session


def with_people(sessions: QuerySet) -> QuerySet:
    """Sessions with recorder and accounts of their officers at hand, whatever their number."""
    accounts = Officer.objects.filter(user__isnull=False).select_related("user__office")
    return sessions.select_related(
        "office", "created_by__office", "reported_by__office"
    ).prefetch_related(Prefetch("officers", queryset=accounts, to_attr="officers_with_account"))


class People:
    """Accounts met during one run, each asked once what it sees."""

    def __init__(self) -> None:
        self._met: dict[int, User] = {}
        self._reviewers: dict[int, list[User]] | None = None

    def of(self, session: Session) -> list[User]:
        """Its officers and whoever recorded or reported it; from `with_people`."""
        accounts = [officer.user for officer in session.officers_with_account]
        written = (session.created_by, session.reported_by)
        everybody = {user.pk: user for user in [*written, *accounts] if user}
        return [user for user in map(self._known, everybody.values()) if self._sees(user, session)]

    def or_reviewers(self, session: Session) -> list[User]:
        """Whoever it belongs to; when they have all left, those who review in that office."""
        return self.of(session) or self.reviewers(session.office_id)

    def reviewers(self, office_id: int) -> list[User]:
        """Its verifiers; in an office without one, its head."""
        if self._reviewers is None:
            self._reviewers = by_office({Role.VERIFIER, Role.OFFICE_HEAD})
        found = self._reviewers[office_id]
        return [user for user in found if user.role == Role.VERIFIER] or found

    def _known(self, user: User) -> User:
        return self._met.setdefault(user.pk, user)

    def _sees(self, user: User, session: Session) -> bool:
        seen = user.sees_all_offices or session.office_id in user.visible_office_ids
        return user.is_active and seen
