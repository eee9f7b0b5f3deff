"""When two records of an officer become one, postings, papers and badges follow."""

from datetime import date

import pytest

from officers import merging
from officers.actions.merging import merge_officers
from officers.models import OfficerPost
from officers.tests.factories import OfficeFactory, OfficerFactory
from villages.models import StepOfficer
from villages.models.village import Stage
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    kept = OfficerFactory()
    return kept, OfficerFactory(office=kept.office)


def village(officer):
    return GuidedVillageFactory(office=officer.office)


def merge(pair):
    kept, gone = pair
    return merge_officers(kept=kept, gone=gone, by=None)


def test_postings_to_different_villages_stand_side_by_side(pair):
    kept, gone = pair
    AssignmentFactory(village=village(kept), officer=kept)
    AssignmentFactory(village=village(kept), officer=gone)
    assert merge(pair).assignments.count() == 2


def test_overlapping_postings_to_one_village_become_one(pair):
    kept, gone = pair
    served = village(kept)
    paper = DecreeFactory(office=kept.office)
    AssignmentFactory(
        village=served, officer=kept, starts_on=date(2024, 3, 1), ends_on=date(2024, 9, 30),
        decree=paper,
    )  # fmt: skip
    AssignmentFactory(village=served, officer=gone, starts_on=date(2024, 6, 1))
    assert merging.warnings(kept, gone) == [
        f"Penugasan keduanya di {served} bertumpuk; keduanya menjadi satu."
    ]
    only = merge(pair).assignments.get()
    assert (only.starts_on, only.ends_on, only.decree) == (date(2024, 3, 1), None, paper)


def test_one_posting_that_spans_two_swallows_both(pair):
    kept, gone = pair
    served = village(kept)
    AssignmentFactory(village=served, officer=kept, starts_on=date(2024, 1, 1))
    for first, last in ((date(2024, 2, 1), date(2024, 3, 1)), (date(2024, 5, 1), None)):
        AssignmentFactory(village=served, officer=gone, starts_on=first, ends_on=last)
    only = merge(pair).assignments.get()
    assert (only.starts_on, only.ends_on) == (date(2024, 1, 1), None)


def test_a_posting_left_open_at_the_office_he_left_ends_with_his_time_there():
    kept, gone = OfficerFactory(), OfficerFactory(office=OfficeFactory())
    OfficerPost.objects.create(officer=kept, office=kept.office, starts_on=date(2023, 1, 1))
    OfficerPost.objects.create(officer=gone, office=gone.office, starts_on=date(2025, 3, 1))
    posting = AssignmentFactory(village=village(kept), officer=kept)
    merge((kept, gone))
    posting.refresh_from_db()
    assert posting.ends_on == date(2025, 2, 28)


def test_a_paper_that_names_both_names_him_once(pair):
    kept, gone = pair
    both = DecreeFactory(office=kept.office, names=[kept, gone])
    one = DecreeFactory(office=kept.office, names=[gone])
    assert set(merge(pair).decrees.all()) == {both, one}
    assert both.decree_officers.count() == 1


def test_a_badge_follows(pair):
    kept, gone = pair
    served = GuidedVillageFactory(office=kept.office, stage=Stage.INAUGURATED)
    step = served.steps.get(stage=Stage.INAUGURATED)
    StepOfficer.objects.create(step=step, officer=gone, office=kept.office)
    assert merge(pair).step_officers.get().step == step
