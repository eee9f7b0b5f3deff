"""Who served where over time, on an officer's page and on a village's."""

from datetime import date

import pytest
from django.urls import reverse

from officers.models import OfficerPost
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from villages.figures.lives import LEAST, WHOLE, Span, life
from villages.models import StepOfficer
from villages.models.village import Stage
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 31)


def panel_of(client, officer):
    return client.get(reverse("villages:officer-panel", args=[officer.pk]))


def officers_of(client, village):
    return client.get(reverse("villages:village-officers", args=[village.pk]))


def test_postings_past_and_present_stand_on_the_officers_page(client):
    posting = AssignmentFactory()
    client.force_login(UserFactory(office=posting.office))
    page = panel_of(client, posting.officer).content.decode()
    assert posting.village.region.name in page
    assert "1 Maret 2024 – sekarang" in page
    detail = client.get(posting.officer.get_absolute_url()).content.decode()
    assert reverse("villages:officer-panel", args=[posting.officer.pk]) in detail


def test_another_offices_officer_has_no_panel(client):
    posting = AssignmentFactory()
    client.force_login(UserFactory())
    assert panel_of(client, posting.officer).status_code == 404
    assert officers_of(client, posting.village).status_code == 404


def test_an_officers_line_holds_posts_postings_badges_and_papers(client):
    village = GuidedVillageFactory(stage=Stage.INAUGURATED)
    posting = AssignmentFactory(village=village)
    officer = posting.officer
    OfficerPost.objects.create(
        officer=officer, office=village.office, position="Analis", starts_on=date(2023, 1, 1)
    )
    step = village.steps.get(stage=Stage.INAUGURATED)
    StepOfficer.objects.create(step=step, officer=officer, office=village.office)
    paper = DecreeFactory(office=village.office, names=[officer])
    client.force_login(UserFactory(office=village.office))
    spans = panel_of(client, officer).context["life"].spans
    kinds = [(span.kind, span.label) for span in spans]
    assert kinds == [
        ("post", "Analis"),
        ("badge", "Penyematan"),
        ("posting", village.region.name),
        ("paper", paper.number),
    ]


def test_an_undone_inauguration_pins_nobody(client):
    village = GuidedVillageFactory(stage=Stage.INAUGURATED)
    officer = AssignmentFactory(village=village).officer
    step = village.steps.get(stage=Stage.INAUGURATED)
    StepOfficer.objects.create(step=step, officer=officer, office=village.office)
    village.steps.filter(pk=step.pk).update(voided_at="2025-01-01T00:00Z", void_reason="Keliru")
    client.force_login(UserFactory(office=village.office))
    assert [span.kind for span in panel_of(client, officer).context["life"].spans] == ["posting"]


def test_a_villages_officers_stay_with_it_when_it_moves_to_another_office(client):
    posting = AssignmentFactory(ends_on=date(2024, 12, 31))
    village = posting.village
    new_office = OfficeFactory()
    village.tenures.update(ends_on=date(2024, 12, 31))
    village.tenures.create(office=new_office, starts_on=date(2025, 1, 1))
    type(village).objects.update(office=new_office)
    client.force_login(UserFactory(office=new_office))
    page = officers_of(client, village).content.decode()
    assert posting.officer.name in page
    assert posting.get_absolute_url() not in page


def test_a_village_official_reads_who_serves_and_no_papers(client):
    posting = AssignmentFactory()
    village = posting.village
    paper = DecreeFactory(office=village.office, covers=[village])
    official = UserFactory(office=village.office, role=Role.VILLAGE_OFFICIAL)
    official.village_accounts.create(village=village, office=village.office)
    client.force_login(official)
    page = officers_of(client, village).content.decode()
    assert posting.officer.name in page
    assert paper.number not in page
    assert posting.get_absolute_url() not in page


def test_spans_are_drawn_to_scale():
    spans = [
        Span("posting", "Separuh", date(2025, 7, 2), None),
        Span("post", "Semua", date(2025, 1, 1), None),
        Span("badge", "Sehari", TODAY, TODAY),
    ]
    drawn = {span.label: (span.left, span.width) for span in life(spans, today=TODAY).spans}
    assert drawn["Semua"] == (0, WHOLE)
    assert drawn["Separuh"] == (500, 500)
    assert drawn["Sehari"] == (WHOLE - LEAST, LEAST)


def test_an_unknown_beginning_reaches_back_to_the_first_known_day():
    spans = [Span("post", "Lama", None, date(2024, 6, 30)), Span("post", "Baru", date(2024, 7, 1))]
    told = life(spans, today=TODAY)
    assert told.first == date(2024, 6, 30)
    assert [span.label for span in told.spans] == ["Lama", "Baru"]


def test_nothing_known_draws_nothing():
    assert life([], today=TODAY) is None
