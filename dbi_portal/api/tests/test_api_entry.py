"""Who gets in: a token that is known, not over, not taken back and made for this; nothing else."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dbi_portal.tests.seeded import token_of
from officers.models import ApiToken
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
HEADER = "HTTP_AUTHORIZATION"
ADDRESSES = ["wilayah", "desa", "kegiatan", "statistik", "laporan"]


def ask(path, secret=None, **more):
    asked = {HEADER: f"Bearer {secret}"} if secret else {}
    return Client().get(f"/api/v1/{path}", more or None, **asked)


@pytest.fixture
def office():
    cache.clear()
    return OfficeFactory()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_token_opens_what_it_is_for(office, path):
    answer = ask(path, token_of(office, scopes=[path]))
    assert answer.status_code == 200
    assert answer.json()["berikutnya"] is None
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_a_token_nothing_opens_and_the_answer_says_how(office, path):
    answer = ask(path)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "Authorization: Bearer" in answer.json()["galat"]
    assert not answer.cookies


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_token_for_something_else_is_refused(office, path):
    others = [scope for scope in ApiToken.Scope.values if scope != path]
    answer = ask(path, token_of(office, scopes=others))
    assert answer.status_code == 403
    assert "tidak boleh membaca" in answer.json()["galat"]


def test_a_person_who_is_signed_in_needs_a_token_all_the_same(office):
    browser = Client()
    browser.force_login(UserFactory(office=office, role=Role.OPERATOR))
    assert browser.get("/api/v1/desa").status_code == 401


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer  ", "tebakan", "Bearer dbi_x"])
def test_a_guess_is_refused(office, header):
    token_of(office)
    answer = Client().get("/api/v1/desa", **{HEADER: header})
    assert answer.status_code == 401


def test_a_revoked_token_opens_nothing_at_the_next_request(office):
    secret = token_of(office)
    assert ask("desa", secret).status_code == 200
    admin = UserFactory(office=office, role=Role.ADMIN)
    ApiToken.objects.update(revoked_at=timezone.now(), revoked_by=admin)
    answer = ask("desa", secret)
    assert answer.status_code == 401
    assert "dicabut" in answer.json()["galat"]


def test_a_token_is_good_through_its_last_day_and_no_longer(office):
    today = timezone.localdate()
    assert ask("desa", token_of(office, expires_on=today)).status_code == 200
    answer = ask("desa", token_of(office, expires_on=today - timedelta(days=1)))
    assert answer.status_code == 401
    assert "berlaku sampai" in answer.json()["galat"]


def test_the_last_day_of_use_is_kept(office):
    secret = token_of(office)
    ask("desa", secret)
    used = ApiToken.objects.get()
    # Two dates, should midnight pass between the request and this line.
    assert timezone.localdate() - used.last_used_on <= timedelta(days=1)
    ApiToken.objects.update(last_used_on=date(2020, 1, 1))
    ask("desa", secret)
    assert ApiToken.objects.get().last_used_on >= used.last_used_on


def test_the_token_itself_is_kept_nowhere(office):
    secret = token_of(office)
    row = ApiToken.objects.get()
    assert secret not in map(str, row.__dict__.values())
    assert len(row.digest) == 64


def test_too_many_requests_are_told_to_wait(office, settings):
    settings.API_REQUESTS_A_MINUTE = 2
    secret = token_of(office)
    # The minute may turn while we ask: three of seven fall into one.
    answers = [ask("desa", secret) for _ in range(7)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert 1 <= int(slowed[0]["Retry-After"]) <= 60
    assert "Coba lagi dalam" in slowed[0].json()["galat"]
    assert ask("desa", token_of(office)).status_code == 200, "another system is not slowed down"


def test_who_guesses_all_day_is_slowed_down_and_nobody_else(office):
    secret = token_of(office)
    answers = [ask("desa", f"dbi_{number}").status_code for number in range(32)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert ask("desa", secret).status_code == 200


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete", "options", "head"])
@pytest.mark.parametrize("path", [*ADDRESSES, "desa/1", "openapi.json"])
def test_nothing_is_ever_written(office, path, verb):
    asked = {HEADER: f"Bearer {token_of(office)}"}
    answer = getattr(Client(enforce_csrf_checks=True), verb)(f"/api/v1/{path}", **asked)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"


def test_an_address_that_is_none_is_told_so_in_json(office):
    answer = ask("apa-saja", token_of(office))
    assert answer.status_code == 404
    assert "galat" in answer.json()


@pytest.mark.parametrize(
    ("asked", "name", "words"),
    [
        ({"ukuran": "banyak"}, "ukuran", "bilangan bulat"),
        ({"ukuran": "501"}, "ukuran", "paling besar 500"),
        ({"ukuran": "0"}, "ukuran", "paling kecil 1"),
        ({"tahap": "entah"}, "tahap", "pilih salah satu: 'calon'"),
        ({"diubah_sejak": "kemarin"}, "diubah_sejak", "tulis waktu seperti"),
        ({"diubah_sejak": "2025-08-31T00:00:00"}, "diubah_sejak", "zonanya"),
        ({"setelah": "'; --"}, "setelah", "bentuknya tidak dikenal"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(office, asked, name, words):
    answer = ask("desa", token_of(office), **asked)
    assert answer.status_code == 422
    assert words in answer.json()["isian"][name]
    assert name in answer.json()["galat"]
