"""Who leads an office: on record by day, signing on that day, with the head's rights only then."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from officers.actions.heads import appoint_head, change_head, end_head
from officers.models import AuditEvent, OfficeHead, User
from officers.roles import Role
from officers.signing import signer_on
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN = "reports.sign_monthlyreport"
APPROVE = "outreach.approve_session"


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil)


@pytest.fixture
def kanwil_admin(kanwil):
    return UserFactory(office=kanwil, role=Role.ADMIN)


def head(office, capacity="definitif", **facts):
    usual = {"name": "Kepala Contoh", "position": "Kepala Kantor", "starts_on": date(2025, 1, 1)}
    return OfficeHead(office=office, capacity=capacity, **(usual | facts))


def daily(office, user, *, first, last):
    """A Plh. of the office from so many days from today to so many."""
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}
    return appoint_head(head=head(office, "plh", user=user, **days), by=None)


def may(user, right):
    return User.objects.get(pk=user.pk).has_perm(right)


def complaint(call, **facts):
    with pytest.raises(ValidationError) as refused:
        call(**facts)
    return {field: " ".join(sentences) for field, sentences in refused.value.message_dict.items()}


def test_a_daily_acting_head_signs_and_approves_within_his_days_only(office):
    clerk = UserFactory(office=office)
    assert not may(clerk, SIGN)
    term = daily(office, clerk, first=0, last=0)
    assert may(clerk, SIGN)
    assert may(clerk, APPROVE)
    OfficeHead.objects.filter(pk=term.pk).update(
        starts_on=term.starts_on - timedelta(days=3), ends_on=term.ends_on - timedelta(days=1)
    )
    assert not may(clerk, SIGN)
    daily(office, clerk, first=1, last=2)
    assert not may(clerk, SIGN)


def test_an_acting_head_of_a_kanwil_approves_villages(kanwil):
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    daily(kanwil, supervisor, first=0, last=3)
    assert may(supervisor, "villages.approve_guidedvillage")


def test_whoever_stands_in_signs_before_the_head(office):
    appoint_head(head=head(office, name="Kepala Tetap"), by=None)
    appoint_head(
        head=head(office, "plt", name="Kepala Sementara", starts_on=date(2025, 6, 1)), by=None
    )
    assert signer_on(office, date(2025, 5, 31)).name == "Kepala Tetap"
    signer = signer_on(office, date(2025, 6, 1))
    assert (signer.name, signer.position) == ("Kepala Sementara", "Plt. Kepala Kantor")


@pytest.mark.parametrize(
    ("capacity", "facts", "field", "sentence"),
    [
        ("definitif", {"starts_on": date(2025, 3, 1)}, "starts_on", "sudah mempunyai kepala"),
        ("plt", {"starts_on": date(2025, 3, 1)}, "starts_on", "sudah mempunyai Plt."),
        ("plh", {"starts_on": date(2026, 3, 1)}, "ends_on", "isi tanggal selesai"),
        ("plt", {"ends_on": date(2024, 3, 1)}, "ends_on", "tidak boleh sebelum tanggal mulai"),
        ("plt", {"employee_number": "12"}, "employee_number", "18 angka"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(office, capacity, facts, field, sentence):
    appoint_head(head=head(office), by=None)
    appoint_head(head=head(office, "plt", ends_on=date(2025, 12, 31)), by=None)
    assert sentence in complaint(appoint_head, head=head(office, capacity, **facts), by=None)[field]


def test_only_the_level_above_gives_an_account_the_heads_rights(office, kanwil_admin):
    admin = UserFactory(office=office, role=Role.ADMIN)
    clerk = UserFactory(office=office)
    term = head(office, "plt", user=clerk)
    assert "admin kantor atasan" in complaint(appoint_head, head=term, by=admin)["user"]
    assert appoint_head(head=head(office, "plt", user=clerk), by=kanwil_admin).pk


def test_an_office_records_its_own_acting_head_without_an_account(office):
    admin = UserFactory(office=office, role=Role.ADMIN)
    assert appoint_head(head=head(office, "plt"), by=admin).user is None


@pytest.mark.parametrize(
    ("role", "capacity", "sentence"),
    [
        (Role.VILLAGE_OFFICIAL, "plt", "perangkat desa tidak dapat"),
        (Role.OPERATOR, "definitif", "Kepala definitif memakai akun berperan Kepala Kantor"),
    ],
)
def test_an_account_that_cannot_lead_is_refused(office, role, capacity, sentence):
    user = UserFactory(office=office, role=role)
    refused = complaint(appoint_head, head=head(office, capacity, user=user), by=None)
    assert sentence in refused["user"]


def test_an_account_of_another_office_is_refused(office):
    refused = complaint(appoint_head, head=head(office, "plt", user=UserFactory()), by=None)
    assert "bukan" in refused["user"]


def test_a_term_ends_and_is_not_prolonged_that_way(office):
    term = appoint_head(head=head(office, ends_on=date(2025, 12, 31)), by=None)
    assert (
        "Perpanjang" in complaint(end_head, head=term, ends_on=date(2026, 1, 1), by=None)["ends_on"]
    )
    assert (
        "1 Januari 2025"
        in complaint(end_head, head=term, ends_on=date(2024, 1, 1), by=None)["ends_on"]
    )
    end_head(head=term, ends_on=date(2025, 6, 30), by=None)
    line = AuditEvent.objects.get(action="officers.officehead.ended")
    assert line.changes["ends_on"] == ["2025-12-31", "2025-06-30"]
    assert line.about == [f"officers.Office:{office.pk}"]


def test_a_change_is_noted_with_old_and_new(office):
    term = appoint_head(head=head(office), by=None)
    term.basis = "SK-2"
    change_head(head=term, changes={"basis": ["", "SK-2"]}, by=None)
    line = AuditEvent.objects.get(action="officers.officehead.changed")
    assert line.changes["basis"] == ["", "SK-2"]


# The pages


def entries(office, **values):
    usual = {"office": office.pk, "capacity": "plt", "name": "Pelaksana Contoh"}
    return usual | {"position": "Kepala Kantor", "starts_on": "2025-03-01"} | values


def test_a_kanwil_keeps_the_heads_of_its_offices(client, office, kanwil_admin):
    client.force_login(kanwil_admin)
    clerk = UserFactory(office=office)
    answer = client.post(reverse("officers:head-create"), entries(office, user=clerk.pk))
    term = OfficeHead.objects.get()
    assert answer.url == term.get_absolute_url()
    assert term.user == clerk
    listed = client.get(reverse("officers:head-list"), {"standing": "now"})
    assert list(listed.context["object_list"]) == [term]
    client.post(reverse("officers:head-end", args=[term.pk]), {"ends_on": "2025-04-30"})
    term.refresh_from_db()
    assert term.ends_on == date(2025, 4, 30)


def test_a_head_of_an_office_one_does_not_see_does_not_exist(client, kanwil_admin):
    client.force_login(kanwil_admin)
    stranger = appoint_head(head=head(OfficeFactory()), by=None)
    for name in ("head-detail", "head-change", "head-end"):
        assert client.get(reverse(f"officers:{name}", args=[stranger.pk])).status_code == 404
    answer = client.post(reverse("officers:head-create"), entries(stranger.office))
    assert "office" in answer.context["form"].errors


def test_the_centre_keeps_every_offices_heads(client, office):
    client.force_login(UserFactory(office=CentreFactory(), role=Role.ADMIN))
    client.post(reverse("officers:head-create"), entries(office))
    assert OfficeHead.objects.get().office == office


def test_an_operator_reads_who_leads_and_changes_nothing(client, office):
    term = appoint_head(head=head(office, name="Kepala Tetap"), by=None)
    client.force_login(UserFactory(office=office))
    assert "Kepala Tetap" in client.get(reverse("officers:head-list")).content.decode()
    assert client.get(reverse("officers:head-change", args=[term.pk])).status_code == 403
    assert client.get(reverse("officers:head-create")).status_code == 403


def test_the_offices_page_says_who_signs_today(client, office):
    client.force_login(UserFactory(office=office))
    url = reverse("officers:office-heads", args=[office.code])
    assert "Belum ada pimpinan" in client.get(url).content.decode()
    appoint_head(head=head(office, name="Kepala Tetap"), by=None)
    text = client.get(url).content.decode()
    assert "Hari ini yang menandatangani" in text
    assert "Kepala Tetap" in text
    assert url in client.get(office.get_absolute_url()).content.decode()


def test_who_may_not_record_a_head_is_told_who_does(client, office):
    for role, words in (
        (Role.OPERATOR, "Admin kantor Anda mencatatnya"),
        (Role.ADMIN, "Catat kepala kantor agar surat"),
    ):
        client.force_login(UserFactory(office=office, role=role))
        assert words in client.get(reverse("officers:head-list")).content.decode()
