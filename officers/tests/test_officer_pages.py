"""The register of officers: entries are read as people write them, errors stand at their field."""

import re

import pytest
from django.urls import reverse

from officers.models import AuditEvent, Officer
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("officers:create")


@pytest.fixture
def operator(client):
    user = UserFactory()
    client.force_login(user)
    return user


def entries(user, **values):
    return {"office": user.office.pk, "name": "PIMPASA Contoh"} | values


def errors_of(response):
    return response.context["form"].errors


def test_numbers_are_taken_as_people_write_them(client, operator):
    client.post(
        CREATE,
        entries(operator, employee_number="19900101 201503 1 001", phone="0812 3456 7890"),
    )
    officer = Officer.objects.get()
    assert (officer.employee_number, officer.phone) == ("199001012015031001", "+62 812-3456-7890")
    assert AuditEvent.objects.get().action == "officers.officer.added"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("employee_number", "1990", "NIP terdiri dari 18 angka."),
        ("phone", "kantor", "“kantor” bukan nomor telepon."),
    ],
)
def test_an_error_stands_at_its_field_and_entries_stay(client, operator, field, value, sentence):
    answer = client.post(CREATE, entries(operator, position="Jabatan contoh", **{field: value}))
    assert sentence in str(errors_of(answer)[field])
    assert 'value="Jabatan contoh"' in answer.content.decode()
    assert not Officer.objects.exists()


def test_a_number_somebody_has_is_refused_at_its_field(client, operator):
    OfficerFactory(employee_number="199001012015031001")
    answer = client.post(CREATE, entries(operator, employee_number="199001012015031001"))
    assert "sudah dipakai" in str(errors_of(answer)["employee_number"])


def test_nobody_leaves_before_he_came(client, operator):
    answer = client.post(CREATE, entries(operator, joined_on="2025-03-01", left_on="2025-02-01"))
    assert "sebelum tanggal mulai" in str(errors_of(answer)["left_on"])


def test_an_office_one_does_not_see_is_no_choice(client, operator):
    answer = client.post(CREATE, entries(operator, office=OfficeFactory().pk))
    assert "office" in errors_of(answer)


def test_a_change_is_noted_with_old_and_new(client, operator):
    officer = OfficerFactory(office=operator.office, name="Lama")
    url = reverse("officers:change", args=[officer.pk])
    client.post(url, entries(operator, name="Baru"))
    assert AuditEvent.objects.get().changes["name"] == ["Lama", "Baru"]


def test_a_pimpasa_reads_the_register_and_changes_nothing(client):
    user = UserFactory(role=Role.PIMPASA)
    officer = OfficerFactory(office=user.office)
    client.force_login(user)
    assert officer.name in client.get(reverse("officers:list")).content.decode()
    assert client.get(CREATE).status_code == 403
    assert client.get(reverse("officers:change", args=[officer.pk])).status_code == 403


def test_another_offices_officer_does_not_exist(client, operator):
    stranger = OfficerFactory()
    assert client.get(stranger.get_absolute_url()).status_code == 404
    url = reverse("officers:change", args=[stranger.pk])
    assert client.post(url, entries(operator)).status_code == 404


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())[1]


def test_going_back_and_saving_again_makes_no_second_officer(client, operator):
    entry = entries(operator, _sekali=hidden(client.get(CREATE), "_sekali"))
    first = client.post(CREATE, entry)
    again = client.post(CREATE, entry)
    assert again.url == first.url
    assert Officer.objects.count() == 1
    client.post(CREATE, entry | {"name": "Orang Kedua"})
    assert Officer.objects.count() == 2


def test_a_change_made_meanwhile_is_not_overwritten_unseen(client, operator):
    officer = OfficerFactory(office=operator.office, name="Nama Contoh")
    url = reverse("officers:change", args=[officer.pk])
    seen = hidden(client.get(url), "_dilihat")
    mail = "lain@contoh.test"
    client.post(url, entries(operator, name="Nama Contoh", email=mail, _dilihat=seen))
    late = client.post(url, entries(operator, name="Nama Lain", _dilihat=seen))
    assert "diubah orang lain" in late.content.decode()
    assert 'value="Nama Lain"' in late.content.decode()
    officer.refresh_from_db()
    assert (officer.name, officer.email) == ("Nama Contoh", mail)
    knowing = entries(operator, name="Nama Lain", _dilihat=hidden(late, "_dilihat"))
    assert client.post(url, knowing).status_code == 302
