import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, UserFactory
from outreach.actions.institutions import institution_named
from outreach.defaults import load_defaults
from outreach.models import AudienceGroup, Duty, Institution, ProgrammeTag, SessionKind, Topic

pytestmark = pytest.mark.django_db


def test_the_default_lists_say_that_they_are_defaults():
    load_defaults()
    for model, count in ((SessionKind, 11), (Duty, 5), (AudienceGroup, 16), (ProgrammeTag, 1)):
        assert model.objects.filter(is_default=True).count() == count
    assert Topic.objects.exists()


def test_loading_the_defaults_again_leaves_the_centres_words_alone():
    load_defaults()
    Duty.objects.filter(code="informasi").update(name="Kata dari pusat", position=9)
    SessionKind.objects.get(code="sambang-desa").delete()
    assert load_defaults() == 1
    assert Duty.objects.get(code="informasi").name == "Kata dari pusat"


def test_an_institution_keeps_the_spelling_it_first_had():
    first = institution_named("  BP3MI   Banten ")
    assert institution_named("bp3mi banten") == first
    assert first.name == "BP3MI Banten"


@pytest.fixture
def at_the_centre(client):
    admin = UserFactory(role=Role.ADMIN, office=CentreFactory())
    client.force_login(admin)
    return client


def test_the_centre_keeps_the_lists(at_the_centre):
    address = reverse("admin:outreach_topic_add")
    entries = {"code": "pmi-laut", "name": "PMI di kapal", "position": 3, "retired_on": ""}
    assert at_the_centre.post(address, entries).status_code == 302
    assert Topic.objects.get(code="pmi-laut").is_default is False
    assert AuditEvent.objects.get().action == "outreach.topic.added"


def test_a_second_spelling_of_an_institution_is_refused(at_the_centre):
    institution_named("Dinas Tenaga Kerja Kota Cilegon")
    address = reverse("admin:outreach_institution_add")
    answer = at_the_centre.post(address, {"name": "DINAS TENAGAKERJA KOTA CILEGON"})
    assert "sudah tercatat sebagai “Dinas Tenaga Kerja Kota Cilegon”" in answer.text
    assert Institution.objects.count() == 1


def test_an_office_keeps_no_lists_in_the_admin(client):
    client.force_login(UserFactory(role=Role.ADMIN, office=OfficeFactory()))
    admin = client.get(reverse("admin:outreach_topic_changelist"), follow=True)
    assert admin.status_code == 403
