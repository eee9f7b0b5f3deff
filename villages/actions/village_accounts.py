"""Which villages the account of a village official sees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from officers import audit
from officers.actions.accounts import may_keep
from officers.models import User
from officers.roles import Role
from villages.models import GuidedVillage, VillageAccount


@transaction.atomic
def tie_to_villages(
    *, account: User, villages: Iterable[GuidedVillage], by: User, at: datetime
) -> User:
    """The account sees exactly these villages from now on; all of them belong to its office."""
    if not may_keep(by, account, on=at.date()):
        raise PermissionDenied
    if account.role != Role.VILLAGE_OFFICIAL:
        raise ValidationError("Hanya akun perangkat desa yang melihat desa tertentu saja.")
    wanted = {village.pk: village for village in villages}
    for village in wanted.values():
        if village.office_id != account.office_id:
            raise ValidationError(
                {"villages": f"{village} dibina {village.office}, bukan {account.office}."}
            )
    ties = VillageAccount.objects.filter(user=account).select_for_update()
    before = {tie.village_id: tie.village for tie in ties.select_related("village__region")}
    ties.exclude(village__in=wanted).delete()
    VillageAccount.objects.bulk_create(
        VillageAccount(user=account, village=village, office=village.office)
        for pk, village in wanted.items()
        if pk not in before
    )
    if wanted.keys() != before.keys():
        audit.record(
            "villages.account.tied",
            by=by,
            target=account,
            about={**before, **wanted}.values(),
            villages=[_names(before.values()), _names(wanted.values())],
        )
    return account


def _names(villages: Iterable[GuidedVillage]) -> str:
    return ", ".join(sorted(str(village) for village in villages))
