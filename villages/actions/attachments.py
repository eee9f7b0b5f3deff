"""Papers attached to a proposal: the signed letter, minutes of the talks."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from officers import audit
from officers.models import User
from villages.models import GuidedVillage, Proposal, ProposalFile


@transaction.atomic
def attach_file(
    *,
    proposal: Proposal,
    file: File,
    name: str,
    by: User | None,
    village: GuidedVillage | None = None,
) -> ProposalFile:
    """Attach a file whose kind and size were checked; after sending too, since papers follow."""
    if village is not None and not proposal.proposal_villages.filter(village=village).exists():
        raise ValidationError({"village": f"{village} tidak ada dalam usul ini."})
    attached = ProposalFile.objects.create(
        proposal=proposal,
        office_id=proposal.office_id,
        village=village,
        file=file,
        name=name,
        uploaded_by=by,
    )
    about = [proposal, village] if village else [proposal]
    audit.record("villages.proposal.attached", by=by, target=proposal, about=about, name=name)
    return attached


@transaction.atomic
def detach_file(*, attached: ProposalFile, by: User | None) -> Proposal:
    """Take a file out of a draft; what was sent stays with what was sent."""
    proposal = attached.proposal
    if proposal.status != Proposal.Status.DRAFT:
        raise ValidationError("Usul ini sudah dikirim; lampirannya tetap tersimpan.")
    storage, path, name = attached.file.storage, attached.file.name, attached.name
    attached.delete()
    transaction.on_commit(lambda: storage.delete(path))
    audit.record("villages.proposal.detached", by=by, target=proposal, about=[proposal], name=name)
    return proposal
