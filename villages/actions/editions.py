"""A new edition of the codes takes force, and a person says who succeeds a retired region."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.text import squash
from officers import audit
from officers.models import User
from villages import loading
from villages.actions.recoding import follow
from villages.changes.comparing import Difference
from villages.changes.reading import Change, Direction, change
from villages.changes.telling import counts
from villages.editions import EditionSource
from villages.models import Region, RegionAlias, RegionEdition, RegionSuccession


@transaction.atomic
def apply_edition(*, source: EditionSource, by: User | None) -> Change:
    """Everything the edition changes, or nothing; deletes nothing and repeats freely.

    A newer one adds and renames regions (old names stay as aliases), retires those it no longer
    lists and links successors. An older one only adds what the past knew: codes out of use, with
    their successors, and old names. BrokenEdition when it is no whole edition. `by` None is the
    operator at the command line.
    """
    loading.wait_for_my_turn()
    found = change(source)
    if found.direction == Direction.LOADED:
        return found
    told = counts(found)
    edition = loading.edition_of(source)
    if found.direction == Direction.OLDER:
        _remember(edition, found)
    else:
        _take_force(edition, found)
    audit.record("villages.regionedition.applied", by=by, target=edition, **_changed(found, told))
    return found


def _changed(found: Change, told: dict[str, int]) -> dict:
    return {"direction": str(found.direction), **told, "codes": found.difference.recoded}


def _take_force(edition: RegionEdition, found: Change) -> None:
    difference = found.difference
    loading.write(edition, found.source.rows())
    _bring_back(difference.appeared)
    follow(difference.recoded)
    _keep_names(difference)
    gone = Region.objects.current().filter(code__in=difference.gone)
    gone.update(retired_on=edition.effective_on)
    _link(difference.heirs, edition)


def _bring_back(appeared: list[str]) -> None:
    """A code that retired once and is listed again is in force: nobody succeeds it any longer."""
    back = Region.objects.filter(code__in=appeared, retired_on__isnull=False)
    RegionSuccession.objects.filter(retired__in=back).delete()
    back.update(retired_on=None)


def _remember(edition: RegionEdition, found: Change) -> None:
    """What only the past knew: it is added as retired, and nothing in force changes."""
    difference = found.difference
    known = set(Region.objects.filter(code__in=difference.gone).values_list("code", flat=True))
    lost = set(difference.gone) - known
    loading.write(edition, [row for row in found.source.rows() if row[0] in lost])
    Region.objects.filter(code__in=lost).update(retired_on=found.until)
    _keep_names(difference)
    _link({code: difference.heirs.get(code, []) for code in lost}, edition)


def _keep_names(difference: Difference) -> None:
    """The old name of a renamed region stays findable, for every office."""
    aliases = [
        RegionAlias(region_id=code, text=difference.old[code], key=squash(difference.old[code]))
        for code in difference.renamed
    ]
    RegionAlias.objects.bulk_create(aliases, ignore_conflicts=True, batch_size=1000)


def _link(heirs: dict[str, list[str]], edition: RegionEdition) -> None:
    links = [
        RegionSuccession(retired_id=code, successor_id=heir, edition=edition)
        for code, successors in heirs.items()
        for heir in successors
    ]
    RegionSuccession.objects.bulk_create(links, ignore_conflicts=True, batch_size=1000)


@transaction.atomic
def name_successors(*, region: Region, successors: Iterable[Region], by: User) -> Region:
    """A person says what became of a retired region; these replace the successors named before.

    ValidationError when the region is in force, or a successor is itself, retired or of another
    level.
    """
    if not by.has_perm("villages.change_regionedition"):
        raise PermissionDenied
    wanted = list(successors)
    _check(region, wanted)
    links = RegionSuccession.objects.filter(retired=region)
    was = sorted(links.values_list("successor_id", flat=True))
    now = sorted(successor.code for successor in wanted)
    links.exclude(successor__in=now).delete()
    edition = RegionEdition.objects.filter(effective_on__lte=region.retired_on).first()
    _link({region.code: [code for code in now if code not in was]}, edition or region.edition)
    if was != now:
        audit.record(
            "villages.region.succeeded", by=by, target=region, about=wanted, successors=[was, now]
        )
    return region


def _check(region: Region, successors: list[Region]) -> None:
    if region.retired_on is None:
        raise ValidationError(f"{region.full_name} masih berlaku, jadi tidak punya pengganti.")
    for successor in successors:
        if successor.level != region.level or successor.retired_on:
            kind = region.get_level_display().lower()
            raise ValidationError(
                {"successors": f"{successor.full_name} bukan {kind} yang kini berlaku."}
            )
