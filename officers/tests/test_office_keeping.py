"""Offices kept on pages: the letterhead by its own admin, everything dated by the centre."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.models import AuditEvent, Office
from officers.roles import OfficeKind, Role
from officers.tests.factories import (
    LONG_AGO,
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CREATE = reverse("officers:office-create")


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil, letterhead="KEMENTERIAN")


@pytest.fixture
def centre(client):
    user = UserFactory(role=Role.ADMIN, office=CentreFactory())
    client.force_login(user)
    return user


def url(name, office):
    return reverse(f"officers:office-{name}", args=[office.code])


def contact(**more):
    return {"letterhead": "KEMENTERIAN", "address": "", "phone": "", "email": "", "city": ""} | more


def errors(answer, field):
    return str(answer.context["form"].errors[field])


def test_an_offices_admin_keeps_its_letterhead_and_nothing_else(client, office):
    client.force_login(UserFactory(role=Role.ADMIN, office=office))
    entries = contact(city="Bekasi", phone="021 555", name="Nama Palsu", kind=OfficeKind.KANWIL)
    assert client.post(url("change", office), entries).status_code == 302
    stored = Office.objects.get(pk=office.pk)
    assert (stored.city, stored.phone) == ("Bekasi", "021 555")
    assert (stored.name, stored.kind) == (office.name, OfficeKind.KANIM)
    assert AuditEvent.objects.get().changes["city"] == ["", "Bekasi"]


def test_a_kanwils_admin_reads_the_letterhead_of_its_offices(client, office, kanwil):
    client.force_login(UserFactory(role=Role.ADMIN, office=kanwil))
    assert client.get(office.get_absolute_url()).status_code == 200
    assert client.post(url("change", office), contact(city="Lain")).status_code == 403


@pytest.mark.parametrize("name", ["aliases", "classify", "move", "close"])
def test_only_the_centre_decides_what_is_dated(client, office, name):
    client.force_login(UserFactory(role=Role.ADMIN, office=office))
    assert client.get(url(name, office)).status_code == 403
    assert client.post(url(name, office)).status_code == 403
    assert client.get(CREATE).status_code == 403


def new_office(kanwil, **more):
    return (
        contact()
        | {
            "kind": OfficeKind.KANIM,
            "code": "kanim-baru",
            "name": "Kantor Imigrasi Baru",
            "short_name": "Kanim Baru",
            "time_zone": "Asia/Makassar",
            "opened_on": "2026-01-15",
            "supervisor": kanwil.pk,
        }
        | more
    )


def test_the_centre_opens_an_office_under_its_kanwil(client, centre, kanwil):
    client.post(CREATE, new_office(kanwil))
    office = Office.objects.get(code="kanim-baru")
    assert office.supervisor_on(date(2026, 1, 15)) == kanwil
    assert office.supervisor_on(date(2026, 1, 14)) is None
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert actions == {"officers.office.added", "officers.office.moved"}


def test_an_office_of_another_level_is_no_supervisor(client, centre, kanwil):
    page = client.post(CREATE, new_office(centre.office))
    assert "Atasan Kantor Imigrasi adalah Kantor Wilayah." in errors(page, "supervisor")
    assert not Office.objects.filter(code="kanim-baru").exists()


@pytest.mark.parametrize("field", ["code", "name"])
def test_no_two_offices_share_code_or_name(client, centre, kanwil, office, field):
    page = client.post(CREATE, new_office(kanwil, **{field: getattr(office, field)}))
    assert errors(page, field)


def test_moving_to_another_kanwil_leaves_the_past_where_it_was(client, centre, office, kanwil):
    other = KanwilFactory()
    client.post(url("move", office), {"supervisor": other.pk, "since": "2025-07-01"})
    assert office.supervisor_on(date(2025, 6, 30)) == kanwil
    assert office.supervisor_on(date(2025, 7, 1)) == other
    event = AuditEvent.objects.get()
    assert event.changes["supervisor"] == [str(kanwil), str(other)]
    assert event.about == [f"officers.Office:{other.pk}"]


@pytest.mark.parametrize("since", [LONG_AGO, date(2019, 1, 1)])
def test_a_move_into_the_past_is_refused_at_its_field(client, centre, office, kanwil, since):
    entries = {"supervisor": KanwilFactory().pk, "since": since}
    page = client.post(url("move", office), entries)
    assert f"{kanwil} berlaku sejak 1 Januari 2020" in errors(page, "since")
    assert office.supervisions.count() == 1


def test_a_move_to_where_it_is_already_is_refused(client, centre, office, kanwil):
    page = client.post(url("move", office), {"supervisor": kanwil.pk, "since": "2025-07-01"})
    assert "sudah di bawah" in errors(page, "supervisor")


def test_a_class_holds_until_the_next_one(client, centre, office):
    for name, since in (("Kelas II TPI", "2022-01-01"), ("Kelas I TPI", "2025-03-01")):
        client.post(url("classify", office), {"name": name, "since": since})
    assert office.class_on(date(2025, 2, 28)) == "Kelas II TPI"
    assert office.class_on(date(2025, 3, 1)) == "Kelas I TPI"
    page = client.post(url("classify", office), {"name": "Kelas III", "since": "2024-01-01"})
    assert "Kelas I TPI berlaku sejak 1 Maret 2025" in errors(page, "since")


def test_other_names_are_kept_one_a_line_and_belong_to_one_office(client, centre, office):
    client.post(url("aliases", office), {"texts": "Imigrasi Contoh\n\n  Kanim   Contoh "})
    assert {alias.text for alias in office.aliases.all()} == {"Imigrasi Contoh", "Kanim Contoh"}
    client.post(url("aliases", office), {"texts": "Kanim Contoh"})
    assert [alias.text for alias in office.aliases.all()] == ["Kanim Contoh"]
    other = OfficeFactory()
    page = client.post(url("aliases", other), {"texts": "KANIM CONTOH"})
    assert f"sudah menjadi sebutan {office}" in errors(page, "texts")


def test_an_office_closes_and_opens_again(client, centre, office):
    client.post(url("close", office), {"closed_on": "2025-12-31"})
    assert Office.objects.get(pk=office.pk).closed_on == date(2025, 12, 31)
    assert "ditutup" in client.get(office.get_absolute_url()).content.decode()
    client.post(url("close", office), {"closed_on": ""})
    assert Office.objects.get(pk=office.pk).closed_on is None


def test_a_kanwil_with_offices_beneath_it_does_not_close(client, centre, office, kanwil):
    page = client.post(url("close", kanwil), {"closed_on": timezone.localdate()})
    assert f"Pindahkan dahulu kantor di bawahnya: {office}" in errors(page, "closed_on")


def test_an_office_does_not_close_before_it_opened(client, centre):
    office = OfficeFactory(opened_on=date(2025, 5, 1))
    page = client.post(url("close", office), {"closed_on": "2025-04-30"})
    assert "baru dibuka 1 Mei 2025" in errors(page, "closed_on")
