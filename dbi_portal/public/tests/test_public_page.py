"""What a stranger finds at the door: safe migration first, then where, when and how much."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dbi_portal.public.places import OPEN_KINDS
from dbi_portal.tests.seeded import NOW, load_defaults
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.models import Session, SessionKind
from outreach.tests.factories import SessionFactory, SessionKindFactory
from villages.tests.factories import AssignmentFactory, GuidedVillageFactory, RegionFactory

TODAY = NOW.date()


@pytest.fixture
def stranger():
    return Client()


def page(stranger, name="home", **asked):
    return stranger.get(reverse(name), asked).content.decode()


@pytest.mark.django_db
def test_a_stranger_reads_how_to_go_safely_before_anything_else(stranger):
    text = page(stranger)
    order = [
        "Bekerja ke luar negeri dengan aman",
        "Ke mana meminta bantuan",
        "https://www.lapor.go.id",
        "Apakah desa Anda dibina?",
        "Kegiatan terdekat untuk warga",
        "Program ini dalam angka",
    ]
    places = [text.index(each, text.index("<main")) for each in order]
    assert places == sorted(places)
    assert text.count("Sumber: UU 18/2017") == 6
    assert f'href="{reverse("login")}"' in text


@pytest.mark.django_db
def test_who_is_signed_in_finds_beranda_at_the_same_address(client):
    client.force_login(UserFactory(role=Role.OPERATOR))
    answer = client.get("/")
    assert "reports/dashboard/home.html" in [each.name for each in answer.templates]
    client.logout()
    assert "Bekerja ke luar negeri" in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["home", "public-villages", "open-data", "api-docs"])
def test_no_page_sets_a_cookie_or_holds_a_script(stranger, name):
    answer = stranger.get(reverse(name))
    text = answer.content.decode()
    assert not answer.cookies
    assert "csrf" not in text
    assert "<script" not in text
    assert "style=" not in text
    assert "public" in answer["Cache-Control"]


@pytest.mark.django_db
def test_pages_for_everybody_are_kept_on_the_way_and_the_door_is_asked_for_again(
    stranger, settings
):
    settings.PUBLIC_SECONDS = 300
    villages = stranger.get(reverse("public-villages"))
    assert villages["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in villages.get("Vary", "")
    door = stranger.get("/")
    assert set(door["Cache-Control"].split(", ")) == {
        "public", "max-age=0", "s-maxage=300", "must-revalidate",
    }  # fmt: skip
    assert "Cookie" in door["Vary"]


@pytest.mark.django_db
def test_nothing_can_be_sent_to_the_public_page(stranger):
    assert stranger.post("/").status_code == 405
    assert stranger.post(reverse("public-villages")).status_code == 405


# Desa Binaan


@pytest.mark.django_db
def test_active_villages_are_found_by_what_lies_around_them_and_officers_stay_unnamed(stranger):
    active = GuidedVillageFactory(region=RegionFactory(name="Sukamaju Contoh"))
    GuidedVillageFactory(region=RegionFactory(name="Calon Contoh"), stage="calon")
    officer = OfficerFactory(office=active.office, name="Petugas Rahasia", phone="+6281311112222")
    AssignmentFactory(village=active, officer=officer)
    for typed in ("Sukamaju", "Bekasi Utara", "Jawa Barat"):
        text = page(stranger, "public-villages", q=typed)
        assert "Sukamaju Contoh" in text, typed
        assert active.office.short_name in text
        assert "Calon Contoh" not in text
        assert "Petugas Rahasia" not in text
        assert "81311112222" not in text
    assert "Sukamaju Contoh" not in page(stranger, "public-villages", q="Cilacap")
    assert "&lt;b&gt;" in page(stranger, "public-villages", q="<b>")


@pytest.mark.django_db
def test_a_long_list_comes_in_pages_that_keep_the_search(stranger):
    office = OfficeFactory()
    GuidedVillageFactory.create_batch(51, office=office)
    first = page(stranger, "public-villages", q="Contoh")
    assert "Halaman 1 dari 2" in first
    assert "?q=Contoh&amp;page=2" in first
    second = page(stranger, "public-villages", q="Contoh", page="2")
    assert second.count(", Kec. ") == 1
    assert "Halaman 2 dari 2" in page(stranger, "public-villages", page="999")


# Coming sessions


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def coming(**more):
    return SessionFactory(planned=True, **more)


@pytest.mark.django_db
def test_coming_sessions_say_when_and_where_but_not_who(stranger, tomorrow):
    village = RegionFactory(name="Sukamaju Contoh")
    session = coming(
        held_on=tomorrow, starts_at="09:30", place_region=village, title="Bekerja lewat jalur resmi"
    )
    officer = OfficerFactory(office=session.office, name="Petugas Rahasia")
    session.session_officers.create(officer=officer, office=session.office)
    text = page(stranger)
    assert "Bekerja lewat jalur resmi" in text
    assert "09.30 WIB" in text
    assert "Sukamaju Contoh, Bekasi Utara, Kota Bekasi, Jawa Barat" in text
    assert "Petugas Rahasia" not in text
    assert "Bekerja lewat jalur resmi" in page(stranger, "public-villages", q="Bekasi")
    assert "Bekerja lewat jalur resmi" not in page(stranger, "public-villages", q="Cilacap")


@pytest.mark.django_db
def test_what_is_over_not_planned_or_for_officials_alone_is_not_announced(stranger, tomorrow):
    coming(held_on=tomorrow - timedelta(days=2), title="Kegiatan kemarin")
    SessionFactory(held_on=tomorrow, title="Kegiatan terlapor")
    SessionFactory(held_on=tomorrow, title="Kegiatan batal", status=Session.Status.CANCELLED)
    for code in ("rapat-timpora", "bimtek", "pengukuhan", "buatan-sendiri"):
        coming(held_on=tomorrow, title=f"Acara {code}", kind=SessionKindFactory(code=code))
    coming(held_on=tomorrow, title="Sosialisasi besok")
    text = page(stranger)
    assert "Sosialisasi besok" in text
    for title in ("Kegiatan kemarin", "Kegiatan terlapor", "Kegiatan batal", "Acara "):
        assert title not in text


@pytest.mark.django_db
def test_the_kinds_for_residents_are_among_the_portals_own():
    load_defaults()
    assert set(OPEN_KINDS) < set(SessionKind.objects.values_list("code", flat=True))
