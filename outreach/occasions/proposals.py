"""Proposals that wait for the Kanwil's answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from officers.notices import Message
from officers.occasions import Moment, holding
from outreach.occasions.people import People
from villages.models import Proposal, ProposalVillage

WAITING = Q(proposal_villages__decision=ProposalVillage.Decision.WAITING)


def waiting(moment: Moment, people: People) -> Iterator[Message]:
    """To those at the addressed Kanwil who may answer or return it."""
    found = list(
        Proposal.objects.waiting()
        .filter(addressed_to__time_zone=moment.zone, proposed_on__gte=moment.oldest)
        .select_related("office")
        .annotate(villages_waiting=Count("proposal_villages", filter=WAITING))
    )
    readers = holding("villages.return_proposal", [row.addressed_to_id for row in found])
    for row in found:
        number = f" (surat {row.number})" if row.number else ""
        text = (
            f"{row.office} mengusulkan {row.villages_waiting} desa{number} "
            "dan menunggu jawaban Kanwil."
        )
        key = f"usul:{row.pk}:{row.proposed_on}"
        for user in readers[row.addressed_to_id]:
            yield Message(user.pk, key, "usul", text, row.get_absolute_url(), row.addressed_to_id)
