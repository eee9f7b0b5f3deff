from villages.models.account import VillageAccount
from villages.models.assignment import Assignment
from villages.models.decree import Decree, DecreeOfficer, DecreeVillage
from villages.models.jurisdiction import Jurisdiction
from villages.models.place import RegionBoundary, RegionPoint
from villages.models.proposal import (
    Proposal,
    ProposalAnswer,
    ProposalFile,
    ProposalVillage,
)
from villages.models.region import Region, RegionAlias, RegionEdition, RegionSuccession
from villages.models.units import RegionUnits
from villages.models.village import (
    GuidedVillage,
    SelectionReason,
    StepOfficer,
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
    "Proposal",
    "ProposalAnswer",
    "ProposalFile",
    "ProposalVillage",
    "Region",
    "RegionAlias",
    "RegionBoundary",
    "RegionEdition",
    "RegionPoint",
    "RegionSuccession",
    "RegionUnits",
    "SelectionReason",
    "StepOfficer",
    "Tenure",
    "VillageAccount",
    "VillageReason",
    "VillageStep",
]
