"""Desa Binaan, proposals, decrees and regions, by what somebody types into the search box."""

from __future__ import annotations

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.finding import TRIGRAM, Group, Hit, Slips, best
from dbi_portal.lib.text import squash
from officers.models import User
from villages.models import Decree, GuidedVillage, Proposal, Region, RegionAlias
from villages.search import Place, search, slips, typed_words

NEAREST = 400  # regions looked through for those that are Desa Binaan
VILLAGE = Region.Level.VILLAGE


def find_villages(user: User, typed: str, *, limit: int, near: Slips | None = None) -> Group | None:
    """Desa Binaan by any spelling of the village, or of the district and city around it."""
    if not user.has_perm("villages.view_guidedvillage"):
        return None
    hits = [
        Hit(
            village.region.name,
            village.get_absolute_url(),
            f"{village.region.path} · {village.office}",
            village.get_stage_display(),
        )
        for village in _villages(user, typed, limit, near=near)
    ]
    return Group("Desa Binaan", hits, reverse("villages:list"))


def find_regions(user: User, typed: str, *, limit: int, near: Slips | None = None) -> Group | None:
    if not user.has_perm("villages.view_region"):
        return None
    place = Place(offices=user.visible_office_ids)
    found = (
        _slips(typed, near)[:limit] if near else search(typed, place=place, limit=limit, near=False)
    )
    hits = [
        Hit(region.name, region.get_absolute_url(), region.path, region.get_kind_display())
        for region in found
    ]
    return Group("Wilayah", hits, reverse("villages:region-list"))


def find_decrees(user: User, typed: str, *, limit: int, near: Slips | None = None) -> Group | None:
    """By number or title; a number is found however its dots and slashes were typed."""
    if not user.has_perm("villages.view_decree"):
        return None
    rows = Decree.objects.visible_to(user).select_related("office").order_by("-signed_on", "-pk")
    hits = [
        Hit(row.number, row.get_absolute_url(), f"{row.title} · {long_date(row.signed_on)}")
        for row in best(rows, typed, limit=limit, near=near)
    ]
    return Group("SK dan surat tugas", hits, reverse("villages:decree-list"))


def find_proposals(
    user: User, typed: str, *, limit: int, near: Slips | None = None
) -> Group | None:
    if not user.has_perm("villages.view_proposal"):
        return None
    rows = Proposal.objects.visible_to(user).select_related("office")
    hits = [
        Hit(
            str(row),
            row.get_absolute_url(),
            f"{row.office} · {long_date(row.proposed_on)}",
            row.get_status_display(),
        )
        for row in best(rows.order_by("-proposed_on", "-pk"), typed, limit=limit, near=near)
    ]
    return Group("Usul", hits, reverse("villages:proposal-list"))


def _villages(user: User, typed: str, limit: int, *, near: Slips | None) -> list[GuidedVillage]:
    rows = GuidedVillage.objects.visible_to(user).select_related("region", "office")
    if near:
        found = [region.pk for region in _slips(typed, near) if region.level == VILLAGE]
        return list(rows.filter(region__in=found)[:limit]) if found else []
    words = typed_words(typed)
    key = squash("".join(words))
    if len(key) < TRIGRAM:
        return list(rows.filter(region__key__startswith=key)[:limit])
    named = Region.objects.matching(" ".join(words)).villages()
    found = _named_first(rows.filter(region__in=named), key, squash(words[0]))
    return list(found[:limit]) or _by_alias(user, rows, {key, squash(typed)}, limit)


def _slips(typed: str, near: Slips) -> list[Region]:
    """Regions whose names are almost what was typed: for the Desa Binaan and for themselves."""
    return near.shared("regions", lambda: slips(typed, limit=NEAREST))


def _named_first(rows: QuerySet, key: str, word: str) -> QuerySet:
    """Villages of that name before those whose district or city is called so."""
    rank = Case(
        When(region__key=key, then=0),
        When(region__key__startswith=key, then=1),
        When(region__key__contains=word, then=2),
        default=3,
    )
    return rows.order_by(rank, "region__name", "pk")


def _by_alias(user: User, rows, keys: set[str], limit: int) -> list[GuidedVillage]:
    mine = Q(office__isnull=True) | Q(office__in=user.visible_office_ids)
    known = RegionAlias.objects.filter(mine, key__in=keys).values("region_id")
    return list(rows.filter(region__in=known)[:limit])
