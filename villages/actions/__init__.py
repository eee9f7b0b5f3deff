"""Everything that can be done to a Desa Binaan, its papers and its officers."""

from villages.actions.answers import answer_proposal
from villages.actions.assignments import (
    assign_officer,
    assign_officers,
    change_assignment,
    end_assignment,
)
from villages.actions.attachments import attach_file, detach_file
from villages.actions.corrections import correct_step, undo_step
from villages.actions.decrees import change_decree, record_decree
from villages.actions.inaugurations import inaugurate_villages
from villages.actions.proposals import (
    change_proposal,
    draft_proposal,
    send_proposal,
    withdraw_proposal,
)
from villages.actions.steps import advance_village
from villages.actions.villages import change_village, move_village_to_office, register_village

__all__ = [
    "advance_village",
    "answer_proposal",
    "assign_officer",
    "assign_officers",
    "attach_file",
    "change_assignment",
    "change_decree",
    "change_proposal",
    "change_village",
    "correct_step",
    "detach_file",
    "draft_proposal",
    "end_assignment",
    "inaugurate_villages",
    "move_village_to_office",
    "record_decree",
    "register_village",
    "send_proposal",
    "undo_step",
    "withdraw_proposal",
]
