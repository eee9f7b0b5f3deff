from villages.models.account import VillageAccount
from villages.models.assignment import Assignment
from villages.models.decree import Decree, DecreeOfficer, DecreeVillage
from villages.models.jurisdiction import Jurisdiction
from villages.models.region import Region, RegionAlias, RegionEdition, RegionSuccession
from villages.models.village import (
    GuidedVillage,
    SelectionReason,
    Tenure,
    VillageReason,
    VillageStep,
)

__all__ = [
    "Assignment",
    "Decree",
    "DecreeOfficer",
    "DecreeVillage",
    "GuidedVillage",
    "Jurisdiction",
    "Region",
    "RegionAlias",
    "RegionEdition",
    "RegionSuccession",
    "SelectionReason",
    "Tenure",
    "VillageAccount",
    "VillageReason",
    "VillageStep",
]
