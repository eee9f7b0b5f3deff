"""Now, on the clock of one time zone, what its offices chose, and whose desk it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dbi_portal.lib.days import in_zone
from officers import policy
from officers.models import Office, OfficeHead, User
from officers.roles import HEAD_ROLES, PERMISSIONS, Role

LOOK_BACK = timedelta(days=60)  # what is older stands in the lists; a reminder helps nobody


@dataclass
class Moment:
    """A run's moment in `zone`; days are the offices' own there."""

    at: datetime
    zone: str
    _chosen: dict[str, dict[int, int]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return in_zone(self.at, self.zone).date()

    @property
    def hour(self) -> int:
        return in_zone(self.at, self.zone).hour

    @property
    def oldest(self) -> date:
        return self.today - LOOK_BACK

    def days(self, key: str, office_id: int) -> timedelta:
        """The number of days an office chose under `key`; asked once for all of them."""
        return timedelta(days=self._value(key, office_id))

    def hours(self, key: str, office_id: int) -> timedelta:
        """As `days`, of a setting that counts hours."""
        return timedelta(hours=self._value(key, office_id))

    def _value(self, key: str, office_id: int) -> int:
        if key not in self._chosen:
            offices = list(Office.objects.filter(time_zone=self.zone))
            self._chosen[key] = policy.values(key, offices=offices, on=self.today)
        return self._chosen[key][office_id]


def holding(permission: str, office_ids: Iterable[int]) -> dict[int, list[User]]:
    """Active accounts of these offices whose role holds `permission`, by office."""
    roles = {role for role, held in PERMISSIONS.items() if permission in held}
    return by_office(roles - {Role.ADMIN}, office__in=set(office_ids))


def leading(office_ids: Iterable[int], *, on: date) -> dict[int, list[User]]:
    """The heads of these offices that have an account, acting heads of that day included."""
    ids = set(office_ids)
    found = by_office(set(HEAD_ROLES.values()), office__in=ids)
    acting = OfficeHead.objects.on(on).filter(office__in=ids, user__is_active=True)
    acting = acting.exclude(capacity=OfficeHead.Capacity.DEFINITIVE).select_related("user")
    for head in acting.order_by("pk"):
        if head.user.office_id == head.office_id and head.user not in found[head.office_id]:
            found[head.office_id].append(head.user)
    return found


def by_office(roles: Iterable[Role], **having) -> dict[int, list[User]]:
    """Active accounts of these roles, by office."""
    found: dict[int, list[User]] = defaultdict(list)
    for user in User.objects.filter(role__in=roles, is_active=True, **having).order_by("pk"):
        found[user.office_id].append(user)
    return found
