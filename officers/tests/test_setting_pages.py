"""Settings: what holds, whose choice it is, and who may choose for whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from officers import policy
from officers.models import AuditEvent, Setting
from officers.roles import OfficeKind, Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
    supervise,
)

pytestmark = pytest.mark.django_db
KEY = "expiry_warning_days"
KANWIL_ONLY = "report_deadline_working_day"
URL = reverse("officers:setting", args=[KEY])


@pytest.fixture
def offices():
    kanwil = KanwilFactory()
    return {"pusat": CentreFactory(), "kanwil": kanwil, "kanim": OfficeFactory(under=kanwil)}


def admin_of(client, office):
    user = UserFactory(role=Role.ADMIN, office=office, full_name=f"Admin {office}")
    client.force_login(user)
    return user


def holds(office, key=KEY):
    return policy.value(key, office=office, on=timezone.localdate())


def test_the_nearest_choice_holds(client, offices):
    for place, value in (("pusat", 20), ("kanwil", 40), ("kanim", 60)):
        admin_of(client, offices[place])
        assert client.post(URL, {KEY: value}).status_code == 302
        assert holds(offices["kanim"]) == value
    assert (holds(offices["pusat"]), holds(offices["kanwil"])) == (20, 40)
    assert holds(OfficeFactory()) == 20


def test_giving_up_a_choice_brings_back_what_holds_above(client, offices):
    admin_of(client, offices["pusat"])
    client.post(URL, {KEY: 20})
    admin_of(client, offices["kanim"])
    client.post(URL, {KEY: 60})
    client.post(reverse("officers:setting-forget", args=[KEY]))
    assert holds(offices["kanim"]) == 20
    page = client.get(URL).content.decode()
    assert "60 → –" in page.replace("\n", "") or "menghapus pilihan" in page


def test_the_page_says_what_is_a_default_and_who_changed_it(client, offices):
    admin_of(client, offices["kanim"])
    assert "bawaan portal" in client.get(reverse("officers:settings")).content.decode()
    client.post(URL, {KEY: 45})
    page = client.get(reverse("officers:settings")).content.decode()
    assert "45 hari" in page
    assert f"pilihan {offices['kanim']}" in page
    assert f"oleh Admin {offices['kanim']}" in page
    detail = client.get(URL).content.decode()
    assert "Bawaan portal: 30 hari." in detail
    assert "30 → 45" in detail


@pytest.mark.parametrize("value", ["0", "367", "-1", "banyak", "", "3.5"])
def test_a_value_out_of_bounds_is_refused_at_its_field(client, offices, value):
    admin_of(client, offices["kanim"])
    page = client.post(URL, {KEY: value})
    assert page.context["form"].errors[KEY]
    assert not Setting.objects.exists()


def test_an_action_refuses_what_a_form_would(offices):
    at = timezone.now()
    for value in (0, 400, "30", True):
        with pytest.raises(ValidationError):
            policy.choose(key=KEY, office=offices["kanim"], value=value, by=None, at=at)


def test_a_kanwils_choice_is_not_a_kanims_to_make(client, offices):
    admin_of(client, offices["kanim"])
    url = reverse("officers:setting", args=[KANWIL_ONLY])
    assert client.get(url).status_code == 200
    assert client.post(url, {KANWIL_ONLY: 7}).status_code == 403
    assert client.post(reverse("officers:setting-forget", args=[KANWIL_ONLY])).status_code == 403
    admin_of(client, offices["kanwil"])
    assert client.post(url, {KANWIL_ONLY: 7}).status_code == 302
    assert holds(offices["kanim"], KANWIL_ONLY) == 7


def test_looking_at_another_office_chooses_only_for_ones_own(client, offices):
    admin_of(client, offices["kanwil"])
    client.post(f"{URL}?kantor={offices['kanim'].code}", {KEY: 50})
    assert Setting.objects.get().office == offices["kanwil"]
    stranger = OfficeFactory()
    page = client.get(reverse("officers:settings"), {"kantor": stranger.code})
    assert page.status_code == 404


def test_a_kanwil_sees_which_of_its_offices_chose_for_themselves(client, offices):
    admin_of(client, offices["kanim"])
    client.post(URL, {KEY: 77})
    Setting.objects.create(key=KEY, office=OfficeFactory(), value=88)
    admin_of(client, offices["kanwil"])
    page = client.get(URL).content.decode()
    assert "77 hari" in page
    assert "88 hari" not in page


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PIMPASA, Role.OFFICE_HEAD])
def test_whoever_is_no_admin_reads_and_chooses_nothing(client, offices, role):
    client.force_login(UserFactory(role=role, office=offices["kanim"]))
    assert client.get(URL).status_code == 200
    assert client.post(URL, {KEY: 45}).status_code == 403
    assert not AuditEvent.objects.exists()


def test_an_unknown_setting_does_not_exist(client, offices):
    admin_of(client, offices["kanim"])
    assert client.get(reverse("officers:setting", args=["tidak-ada"])).status_code == 404


def test_an_office_follows_the_kanwil_it_belongs_to_that_day(offices):
    kanim, today = offices["kanim"], timezone.localdate()
    other = KanwilFactory()
    Setting.objects.create(key=KEY, office=other, value=99)
    kanim.supervisions.update(ends_on=today)
    supervise(kanim, other, starts_on=today + timedelta(days=1))
    assert holds(kanim) == 30
    assert policy.value(KEY, office=kanim, on=today + timedelta(days=1)) == 99


def test_values_of_many_offices_take_as_many_queries_as_of_one(offices, django_assert_num_queries):
    many = [offices["kanim"], *(OfficeFactory() for _ in range(5))]
    Setting.objects.create(key=KEY, office=offices["kanwil"], value=40)
    with django_assert_num_queries(2):
        found = policy.values(KEY, offices=many, on=timezone.localdate())
    assert found == {office.pk: 40 if office == many[0] else 30 for office in many}


def test_every_setting_speaks_in_words_and_has_bounds():
    for spec in policy.SPECS.values():
        assert spec.label
        assert spec.help.endswith(".")
        assert spec.kinds
        assert set(spec.kinds) <= set(OfficeKind)
        if type(spec.default) is int:
            assert spec.low <= spec.default <= spec.high
