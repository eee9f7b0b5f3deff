"""An officer's page shows the villages he serves and served."""

import pytest
from django.urls import reverse

from officers.tests.factories import UserFactory
from villages.tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db


def panel_of(client, officer):
    return client.get(reverse("villages:officer-panel", args=[officer.pk]))


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
