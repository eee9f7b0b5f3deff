"""Tokens of the read API: made by admins for their own offices, told once, taken back at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officers import policy
from officers.actions.tokens import LONGEST_LIFE, digest_of, latest_end, make_token, revoke_token
from officers.models import ApiToken, AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil)


def admin_of(office):
    return UserFactory(office=office, role=Role.ADMIN)


def token(office, **more):
    told = {"name": "Dasbor contoh", "scopes": ["desa"], "expires_on": date(2026, 12, 31)}
    return ApiToken(office=office, **told | more)


def test_an_admin_makes_a_token_and_only_its_digest_is_kept(office):
    admin, row = admin_of(office), token(office)
    secret = make_token(token=row, by=admin, at=AT)
    kept = ApiToken.objects.get()
    assert secret.startswith("dbi_")
    assert len(secret) > 40
    assert kept.digest == digest_of(secret)
    assert secret.startswith(kept.beginning)
    assert len(kept.beginning) < len(secret) / 3
    line = AuditEvent.objects.get(action="officers.apitoken.made")
    assert line.office == office
    assert secret not in str(line.changes)


def test_two_tokens_are_never_the_same(office):
    admin = admin_of(office)
    made = {make_token(token=token(office), by=admin, at=AT) for _ in range(5)}
    assert len(made) == 5


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICE_HEAD, Role.PIMPASA])
def test_nobody_but_an_admin_makes_one(office, role):
    with pytest.raises(PermissionDenied):
        make_token(token=token(office), by=UserFactory(office=office, role=role), at=AT)


def test_an_admin_makes_them_for_his_own_and_lower_offices_alone(kanwil, office):
    stranger = OfficeFactory()
    for admin, theirs, others in (
        (admin_of(office), [office], [kanwil, stranger]),
        (admin_of(kanwil), [kanwil, office], [stranger, CentreFactory()]),
        (admin_of(CentreFactory()), [kanwil, office, stranger], []),
    ):
        for each in theirs:
            make_token(token=token(each), by=admin, at=AT)
        for each in others:
            with pytest.raises(PermissionDenied):
                make_token(token=token(each), by=admin, at=AT)


def test_a_token_lives_a_year_at_most_unless_the_kanwil_says_less(kanwil, office):
    admin, day = admin_of(office), AT.date()
    assert latest_end(office, on=day) == date(2027, 3, 2)
    make_token(token=token(office, expires_on=date(2027, 3, 2)), by=admin, at=AT)
    with pytest.raises(ValidationError, match="2 Maret 2027"):
        make_token(token=token(office, expires_on=date(2027, 3, 3)), by=admin, at=AT)
    with pytest.raises(ValidationError, match="Isi antara hari ini"):
        make_token(token=token(office, expires_on=date(2026, 3, 1)), by=admin, at=AT)
    policy.choose(key=LONGEST_LIFE, office=kanwil, value=30, by=None, at=AT)
    assert latest_end(office, on=day) == date(2026, 4, 1)


def test_a_token_is_taken_back_once_and_for_all(office):
    admin, row = admin_of(office), token(office)
    make_token(token=row, by=admin, at=AT)
    revoke_token(token=row, by=admin, at=AT)
    kept = ApiToken.objects.get()
    assert (kept.revoked_at, kept.revoked_by) == (AT, admin)
    with pytest.raises(ValidationError, match="sudah dicabut"):
        revoke_token(token=row, by=admin, at=AT)
    assert AuditEvent.objects.filter(action="officers.apitoken.revoked").count() == 1


# The pages


def entries(office, **more):
    end = timezone.localdate() + timedelta(days=90)
    return {
        "name": "Dasbor contoh", "office": office.pk, "scopes": ["desa", "kegiatan"],
        "expires_on": end.isoformat(), "_sekali": "tiket-1",
    } | more  # fmt: skip


@pytest.fixture
def client(office):
    browser = Client()
    browser.force_login(admin_of(office))
    return browser


def test_the_page_shows_the_token_once_with_how_to_use_it(client, office):
    answer = client.post(reverse("officers:token-create"), entries(office))
    page = answer.content.decode()
    secret = answer.context["secret"]
    assert page.count(secret) == 2  # to copy, and in the example
    assert f'Bearer {secret}"' in page
    assert "no-store" in answer["Cache-Control"]
    row = ApiToken.objects.get()
    for name in ("officers:token-list", "officers:token-detail"):
        url = reverse(name, args=[row.pk] if name.endswith("detail") else [])
        text = client.get(url).content.decode()
        assert secret not in text
        assert row.beginning in text
    assert client.get("/api/v1/desa", HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 200


def test_sending_the_form_again_makes_no_second_token(client, office):
    first = client.post(reverse("officers:token-create"), entries(office))
    again = client.post(reverse("officers:token-create"), entries(office))
    row = ApiToken.objects.get()
    assert first.status_code == 200
    assert again.status_code == 302
    assert again.url == reverse("officers:token-detail", args=[row.pk])


def test_the_form_says_what_does_not_fit(client, office):
    past = timezone.localdate() - timedelta(days=1)
    wrong = entries(office, scopes=[], expires_on=past.isoformat())
    page = client.post(reverse("officers:token-create"), wrong)
    assert page.context["form"].errors.keys() == {"scopes"}
    page = client.post(
        reverse("officers:token-create"), entries(office, expires_on=past.isoformat())
    )
    assert page.context["form"].errors.keys() == {"expires_on"}
    page = client.post(reverse("officers:token-create"), entries(OfficeFactory()))
    assert page.context["form"].errors.keys() == {"office"}
    assert not ApiToken.objects.exists()


def test_revoking_asks_once_more_and_closes_the_api(client, office):
    secret = client.post(reverse("officers:token-create"), entries(office)).context["secret"]
    row = ApiToken.objects.get()
    url = reverse("officers:token-revoke", args=[row.pk])
    assert "langsung tidak dapat membaca" in client.get(url).content.decode()
    client.post(url)
    assert client.get("/api/v1/desa", HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 401
    page = client.get(reverse("officers:token-detail", args=[row.pk])).content.decode()
    assert "dicabut" in page
    assert f'href="{url}"' not in page


def test_the_list_tells_apart_what_works_and_what_does_not(client, office):
    today = timezone.localdate()
    for name, end in (("berlaku", today), ("habis", today - timedelta(days=1))):
        token(office, name=f"Sistem {name}", expires_on=end, digest=name, created_at=AT).save()
    url = reverse("officers:token-list")
    for state, name in (("aktif", "Sistem berlaku"), ("habis", "Sistem habis")):
        rows = client.get(url, {"keadaan": state}).context["page_obj"].object_list
        assert [row.name for row in rows] == [name]


def test_the_history_tells_who_made_and_who_revoked_it(client, office):
    client.post(reverse("officers:token-create"), entries(office))
    row = ApiToken.objects.get()
    client.post(reverse("officers:token-revoke", args=[row.pk]))
    url = reverse("officers:history", args=["officers.apitoken", row.pk])
    text = client.get(url, HTTP_HX_REQUEST="true").content.decode()
    assert "membuat token API" in text
    assert "mencabut token API" in text
