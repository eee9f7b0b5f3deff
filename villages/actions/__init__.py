"""Everything that can be done to a Desa Binaan, its papers and its officers."""

from villages.actions.assignments import assign_officer, change_assignment, end_assignment
from villages.actions.decrees import change_decree, record_decree
from villages.actions.steps import advance_village
from villages.actions.villages import change_village, move_village_to_office, register_village

__all__ = [
    "advance_village",
    "assign_officer",
    "change_assignment",
    "change_decree",
    "change_village",
    "end_assignment",
    "move_village_to_office",
    "record_decree",
    "register_village",
]
