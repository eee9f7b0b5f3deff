"""What a successor needs to know of a Desa Binaan, as one frozen value."""

from __future__ import annotations

from datetime import date

from officers.models import User
from reports.figures.handover import fieldwork, passports, village
from reports.figures.handover.section import Handover
from villages.models import GuidedVillage

__all__ = ["Handover", "handover"]


def handover(guided: GuidedVillage, *, user: User, today: date) -> Handover:
    """As `user` may see it on that day: nothing of an office he does not see enters."""
    seen = fieldwork.Fieldwork(guided, user, today)
    return Handover(
        name=guided.region.name,
        facts=tuple(village.facts(guided, today)),
        left=(
            village.life(guided),
            village.reasons(guided),
            village.officers(guided),
            seen.contacts(),
            village.missing(guided, today, seen.gaps()),
        ),
        right=(
            seen.last_sessions(),
            seen.open_follow_ups(),
            seen.consultations(),
            seen.coverage(),
            passports.demand(guided, user=user, today=today),
        ),
        made_up=guided.made_up or village.has_made_up_parts(guided) or seen.has_made_up_parts(),
    )
