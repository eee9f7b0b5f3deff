"""What an office answers about a name it wrote: remembered, and forgotten when its import is."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from officers import audit
from officers.models import ImportRun, Office, User
from villages.matching import Place, place_keys
from villages.models import Region, RegionAlias

LONGEST = RegionAlias._meta.get_field("key").max_length


@transaction.atomic
def remember(
    *,
    place: Place,
    code: str,
    office: Office | None,
    by: User,
    at: datetime,
    run: ImportRun | None = None,
) -> RegionAlias | None:
    """The village meant by exactly these words (name, district, regency) in this office's sheets.

    What the office answered before for the same words is replaced. None for words too long to
    keep. ValidationError when the code is no current village's.
    """
    _may(by, office)
    region = Region.objects.villages().current().filter(code=code).first()
    if region is None:
        raise ValidationError(f"{code} bukan kode desa atau kelurahan yang berlaku.")
    name, district, regency = place_keys(place)
    if not name or max(len(name), len(district), len(regency), len(str(place.name))) > LONGEST:
        return None
    keys = {"key": name, "district_key": district, "regency_key": regency, "office": office}
    before = RegionAlias.objects.filter(**keys, said_by__isnull=False).exclude(region=region)
    was = ", ".join(sorted(before.values_list("region_id", flat=True)))
    before.delete()
    alias, is_new = RegionAlias.objects.get_or_create(
        **keys,
        region=region,
        defaults={
            "text": str(place.name).strip(),
            "said_by": by,
            "said_at": at,
            "import_run": run,
        },
    )
    if is_new:
        audit.record(
            "villages.region.named",
            by=by,
            target=alias,
            about=[region, *filter(None, [office])],
            name=alias.text,
            region=[was, region.full_name],
        )
    return alias


@transaction.atomic
def forget(*, run: ImportRun, by: User) -> int:
    """Forget what was answered in that import, and how many answers that were."""
    answers = RegionAlias.objects.filter(import_run=run, said_by__isnull=False)
    for alias in answers.select_related("region", "office"):
        _may(by, alias.office)
        audit.record(
            "villages.region.unnamed",
            by=by,
            target=alias,
            about=[alias.region, *filter(None, [alias.office])],
            name=alias.text,
            region=[alias.region.full_name, ""],
        )
    return answers.delete()[0]


def _may(by: User, office: Office | None) -> None:
    """An office's answers are given by those who see it; everyone's by the centre."""
    if by.sees_all_offices:
        return
    if office is None or office.pk not in by.visible_office_ids:
        raise PermissionDenied
