"""The stages of a village's life and what each is called."""

from __future__ import annotations

from django.db import models


class Stage(models.TextChoices):
    """Where a village stands on its way to being a Desa Binaan, in this order."""

    CANDIDATE = "calon", "Calon"
    TALKS = "penjajakan", "Penjajakan"
    PROPOSED = "diusulkan", "Diusulkan"
    AGREED = "disetujui", "Disetujui Kanwil"
    APPROVED = "ditetapkan", "Ditetapkan"
    INAUGURATED = "dikukuhkan", "Dikukuhkan"
    ACTIVE = "aktif", "Aktif"
    INACTIVE = "tidak-aktif", "Tidak aktif"
    REJECTED = "ditolak", "Tidak disetujui"


OVER = (Stage.INACTIVE, Stage.REJECTED)
DROPPED, TAKEN_BACK = "Tidak dilanjutkan", "Persetujuan dicabut"
HEAPS = {Stage.REJECTED: "Tidak disetujui atau tidak dilanjutkan"}


def end_words(before: str | None) -> str:
    """What an end at REJECTED is called, by the stage before: whose decision it was.

    Not proposed, the office itself went no further; proposed, the Kanwil refused it.
    """
    if before in (Stage.CANDIDATE, Stage.TALKS):
        return DROPPED
    return TAKEN_BACK if before == Stage.AGREED else Stage.REJECTED.label


def heap_words(stage: str) -> str:
    """The stage as the name of many villages: those that ended before their SK count together."""
    return HEAPS.get(Stage(stage), Stage(stage).label)
