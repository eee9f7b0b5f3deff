"""Rules the database keeps, whoever writes."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from dbi_portal.lib.integrity import constraint_of
from officers.tests.factories import OfficeFactory, OfficerFactory
from villages.models import DecreeVillage, GuidedVillage, Region, Tenure, VillageReason, VillageStep
from villages.models.village import Stage
from villages.tests.factories import (
    AssignmentFactory,
    DecreeFactory,
    GuidedVillageFactory,
    JurisdictionFactory,
    RegionFactory,
    SelectionReasonFactory,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused(rule):
    """The block must break this rule and no other."""
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        yield
    assert constraint_of(broken.value) == rule


def test_a_region_has_one_open_guidance():
    village = GuidedVillageFactory()
    with refused("one_open_guidance_per_region"):
        GuidedVillageFactory(region=village.region)


@pytest.mark.parametrize("stage", [Stage.INACTIVE, Stage.REJECTED])
def test_a_region_whose_guidance_is_over_may_begin_again(stage):
    ended = GuidedVillageFactory(stage=stage)
    assert GuidedVillageFactory(region=ended.region, stage=Stage.CANDIDATE).pk != ended.pk


def test_an_officer_is_posted_to_a_village_once_a_day():
    first = AssignmentFactory(starts_on=date(2024, 2, 1), ends_on=date(2024, 6, 30))
    same = {"officer": first.officer, "village": first.village}
    with refused("one_posting_of_an_officer_to_a_village_a_day"):
        AssignmentFactory(**same, starts_on=date(2024, 6, 30))
    assert AssignmentFactory(**same, starts_on=date(2024, 7, 1)).pk


def test_many_officers_serve_a_village_and_many_villages_an_officer():
    first = AssignmentFactory()
    colleague = OfficerFactory(office=first.office)
    assert AssignmentFactory(village=first.village, officer=colleague).pk
    other = GuidedVillageFactory(office=first.office)
    assert AssignmentFactory(village=other, officer=first.officer).pk


def test_a_posting_does_not_end_before_it_starts():
    with refused("assignment_ends_after_start"):
        AssignmentFactory(starts_on=date(2024, 3, 2), ends_on=date(2024, 3, 1))


def test_only_the_office_that_holds_the_village_posts_officers_there():
    village = GuidedVillageFactory()
    with refused("assignment_by_the_holding_office"):
        AssignmentFactory(village=village, office=OfficeFactory())


def test_nobody_posts_officers_to_a_village_before_it_is_held():
    village = GuidedVillageFactory(since=date(2024, 5, 1))
    with refused("assignment_by_the_holding_office"):
        AssignmentFactory(village=village, starts_on=date(2024, 4, 30))


def test_a_step_belongs_to_the_office_that_held_the_village_that_day():
    village = GuidedVillageFactory()
    with refused("step_by_the_holding_office"):
        VillageStep.objects.create(
            village=village, office=OfficeFactory(), stage=Stage.ACTIVE, happened_on="2024-06-01"
        )


def test_a_village_has_one_office_a_day():
    village = GuidedVillageFactory()
    with refused("village_has_one_office_a_day"):
        Tenure.objects.create(village=village, office=OfficeFactory(), starts_on=date(2025, 1, 1))


def test_a_village_does_not_go_inactive_without_a_reason():
    village = GuidedVillageFactory()
    with refused("inactive_needs_a_reason"):
        VillageStep.objects.create(
            village=village,
            office=village.office,
            stage=Stage.INACTIVE,
            happened_on=date(2025, 1, 1),
        )


def test_the_parts_of_a_village_carry_its_office():
    VillageReason.objects.create(
        village=GuidedVillageFactory(), office=OfficeFactory(), reason=SelectionReasonFactory()
    )
    with refused("village_reason_in_its_office"):
        check_deferred_rules()
    VillageReason.objects.all().delete()


def test_the_parts_move_along_when_the_village_changes_office():
    village, office = GuidedVillageFactory(), OfficeFactory()
    VillageReason.objects.create(
        village=village, office=village.office, reason=SelectionReasonFactory()
    )
    GuidedVillage.objects.update(office=office)
    check_deferred_rules()
    assert VillageReason.objects.get().office == office


def test_what_a_decree_covers_carries_the_decrees_office():
    DecreeVillage.objects.create(
        decree=DecreeFactory(), village=GuidedVillageFactory(), office=OfficeFactory()
    )
    with refused("decree_village_in_its_office"):
        check_deferred_rules()
    DecreeVillage.objects.all().delete()


def test_an_office_uses_a_decree_number_once():
    decree = DecreeFactory()
    with refused("decree_number_once_per_office"):
        DecreeFactory(office=decree.office, number=decree.number)
    assert DecreeFactory(number=decree.number).pk


def test_a_work_area_is_listed_once_a_day_but_two_offices_may_share_it():
    area = JurisdictionFactory()
    with refused("jurisdiction_is_listed_once_a_day"):
        JurisdictionFactory(office=area.office, region=area.region, starts_on=date(2025, 1, 1))
    assert JurisdictionFactory(region=area.region).pk


def test_only_a_province_has_no_parent():
    village = RegionFactory()
    with refused("only_a_province_has_no_parent"):
        Region.objects.filter(pk=village.pk).update(parent=None)


def check_deferred_rules():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
