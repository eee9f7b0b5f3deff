"""Two records of one officer become one; nothing that hangs on either is lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from officers.actions.merging import merge_officers
from officers.merging import HANGING
from officers.models import AuditEvent, Officer, OfficerPost
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db
NUMBER = "199001012015031001"


def post(officer, office=None, **dated):
    return OfficerPost.objects.create(officer=officer, office=office or officer.office, **dated)


def test_every_table_that_names_an_officer_is_told_how_it_follows():
    named = {
        (relation.related_model, relation.field.name)
        for relation in Officer._meta.related_objects
        if not relation.many_to_many  # they go through a table that is named itself
    }
    told = {(each.model, each.field) for each in HANGING}
    assert named == told, "register the table in its app's merging.py"


def test_what_only_one_record_knew_stays_known():
    kept = OfficerFactory(position="Analis", joined_on=date(2024, 5, 1))
    gone = OfficerFactory(
        office=kept.office, employee_number=NUMBER, position="Lain", joined_on=date(2023, 2, 1)
    )
    merge_officers(kept=kept, gone=gone, by=None)
    kept.refresh_from_db()
    assert not Officer.objects.filter(pk=gone.pk).exists()
    assert (kept.employee_number, kept.position) == (NUMBER, "Analis")
    assert kept.joined_on == date(2023, 2, 1)


def test_whoever_was_entered_anew_after_a_move_has_one_line_of_posts():
    old, new = OfficeFactory(), OfficeFactory()
    kept, gone = OfficerFactory(office=old), OfficerFactory(office=new)
    post(kept, starts_on=date(2023, 1, 1))
    post(gone, starts_on=date(2025, 3, 1))
    merge_officers(kept=kept, gone=gone, by=None)
    kept.refresh_from_db()
    line = [(each.office, each.starts_on, each.ends_on) for each in kept.posts.all()]
    assert line == [
        (old, date(2023, 1, 1), date(2025, 2, 28)),
        (new, date(2025, 3, 1), None),
    ]
    assert (kept.office, kept.left_on) == (new, None)


def test_the_same_post_entered_twice_is_one():
    kept = OfficerFactory()
    gone = OfficerFactory(office=kept.office)
    post(kept, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    post(gone, starts_on=date(2024, 6, 1), basis="SK-9")
    merge_officers(kept=kept, gone=gone, by=None)
    only = kept.posts.get()
    assert (only.starts_on, only.ends_on, only.basis) == (date(2024, 1, 1), None, "SK-9")


def test_two_numbers_are_two_people():
    kept = OfficerFactory(employee_number=NUMBER)
    gone = OfficerFactory(office=kept.office, employee_number="199001012015031002")
    with pytest.raises(ValidationError) as refused:
        merge_officers(kept=kept, gone=gone, by=None)
    assert "NIP keduanya berbeda" in refused.value.message_dict["gone"][0]
    assert Officer.objects.count() == 2


def test_two_accounts_are_not_decided_by_the_portal():
    office = OfficeFactory()
    kept = OfficerFactory(office=office, user=UserFactory(office=office))
    gone = OfficerFactory(office=office, user=UserFactory(office=office))
    with pytest.raises(ValidationError) as refused:
        merge_officers(kept=kept, gone=gone, by=None)
    assert "Keduanya punya akun portal" in refused.value.message_dict["gone"][0]


def test_an_account_goes_over_with_its_owner():
    kept = OfficerFactory()
    account = UserFactory(office=kept.office)
    gone = OfficerFactory(office=kept.office, user=account)
    merge_officers(kept=kept, gone=gone, by=None)
    kept.refresh_from_db()
    assert kept.user == account


def test_the_trail_says_what_was_moved():
    kept = OfficerFactory()
    gone = OfficerFactory(office=kept.office, name="Nama Ganda (contoh)", phone="0812")
    post(gone, starts_on=date(2024, 1, 1))
    merge_officers(kept=kept, gone=gone, by=None)
    line = AuditEvent.objects.get(action="officers.officer.merged")
    assert line.changes["gone"] == "Nama Ganda (contoh)"
    assert line.changes["filled"] == ["phone"]
    assert line.about == [f"officers.Officer:{gone.pk}"]


@pytest.fixture
def admin(client):
    kanwil = KanwilFactory()
    user = UserFactory(office=kanwil, role=Role.ADMIN)
    client.force_login(user)
    return user


def test_records_with_nearly_the_same_name_are_offered_then_shown_side_by_side(client, admin):
    office = OfficeFactory(under=admin.office)
    kept = OfficerFactory(office=office, name="Rahmat Contoh Wijaya", position="Analis")
    gone = OfficerFactory(office=office, name="Rahmat Contoh Wijaja", phone="0812")
    url = reverse("officers:merge", args=[kept.pk])
    assert f"?dengan={gone.pk}" in client.get(url).content.decode()
    page = client.get(url, {"dengan": gone.pk}).content.decode()
    assert "Dua data, satu orang?" in page
    assert "Rahmat Contoh Wijaja" in page
    answer = client.post(url, {"gone": gone.pk})
    assert answer.url == kept.get_absolute_url()
    assert list(Officer.objects.values_list("phone", flat=True)) == ["0812"]


def test_nobody_merges_with_an_officer_he_does_not_see(client, admin):
    kept = OfficerFactory(office=OfficeFactory(under=admin.office))
    stranger = OfficerFactory()
    url = reverse("officers:merge", args=[kept.pk])
    assert stranger.name not in client.get(url, {"dengan": stranger.pk}).content.decode()
    assert client.post(url, {"gone": stranger.pk}).status_code == 200
    assert Officer.objects.count() == 2


def test_an_operator_does_not_merge(client):
    operator = UserFactory()
    kept = OfficerFactory(office=operator.office)
    client.force_login(operator)
    assert client.get(reverse("officers:merge", args=[kept.pk])).status_code == 403
