import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, UserFactory
from villages.actions.editions import apply_edition
from villages.editions import EDITIONS
from villages.loading import load
from villages.models import Region, RegionEdition, RegionSuccession
from villages.tests.edition_data import after, before
from villages.tests.factories import GuidedVillageFactory
from villages.views.editions import alike

pytestmark = pytest.mark.django_db
LIST, UNLINKED = reverse("villages:edition-list"), reverse("villages:unlinked-list")
CHANGE = reverse("villages:edition-change", args=["baru"])
LOST = "72.01.09.2048"
SUCCESSORS = reverse("villages:successors", args=[LOST])


@pytest.fixture
def centre(client, monkeypatch):
    """The centre's admin; the portal holds the older edition and knows of the newer one."""
    load(before())
    monkeypatch.setitem(EDITIONS, "baru", after())
    client.force_login(UserFactory(role=Role.ADMIN, office=CentreFactory()))
    return client


def test_the_page_shows_loaded_editions_and_those_that_could_be(centre):
    page = centre.get(LIST).text
    assert "Edisi lama" in page
    assert f'href="{CHANGE}"' in page
    assert "Keputusan baru" in page


def test_before_applying_it_shows_what_changes_and_what_hangs_on_it(centre):
    GuidedVillageFactory(region=Region.objects.get(code="72.01.09.2015"))
    page = centre.get(CHANGE)
    counts = {part["id"]: part["count"] for part in page.context["parts"]}
    assert counts["retires"] == 5
    assert "1 Desa Binaan" in page.text
    assert "Tolisu, Toili, Kabupaten Banggai, Sulawesi Tengah → 72.01.24.2001" in page.text
    assert not Region.objects.filter(code="72.01.24").exists()


def apply(client):
    """Opens the page and presses the button, if there is one."""
    return client.post(CHANGE, {"dilihat": client.get(CHANGE).context["seen"]})


def test_only_what_was_shown_is_applied(centre, monkeypatch):
    seen = centre.get(CHANGE).context["seen"]
    monkeypatch.setitem(EDITIONS, "baru", after(names={"72.01.24.2009": "Piondo"}))
    page = centre.post(CHANGE, {"dilihat": seen})
    assert "Piondo" in page.text
    assert RegionEdition.objects.count() == 1


def test_one_button_applies_it_and_a_second_press_changes_nothing(centre):
    assert apply(centre).url == LIST
    page = centre.get(LIST).text
    assert "6 wilayah muncul, 5 tidak berlaku lagi" in page
    assert Region.objects.filter(code="72.01.24").exists()
    apply(centre)
    assert RegionEdition.objects.count() == 2
    assert "sudah dimuat" in centre.get(CHANGE).text


def test_a_broken_edition_is_refused_on_the_page_with_the_reason(centre, monkeypatch):
    monkeypatch.setitem(EDITIONS, "baru", after(names={"72.01.30": "Tanpa desa"}))
    assert "tanpa desa di bawahnya (72.01.30)" in centre.get(CHANGE).text
    assert centre.post(CHANGE).status_code == 200
    assert RegionEdition.objects.count() == 1


def test_an_edition_nobody_knows_is_not_found(centre):
    assert centre.get(reverse("villages:edition-change", args=["entah"])).status_code == 404


@pytest.fixture
def applied(centre):
    apply_edition(source=after(), by=None)
    return centre


def test_what_nobody_succeeds_is_listed_until_a_person_says_who(applied):
    assert f'href="{SUCCESSORS}"' in applied.get(UNLINKED).text
    response = applied.post(SUCCESSORS, {"successors": ["72.01.24.2003"]})
    assert response.url == UNLINKED
    assert RegionSuccession.objects.get(retired=LOST).successor_id == "72.01.24.2003"
    assert "Semua wilayah lama punya pengganti" in applied.get(UNLINKED).text
    page = applied.get(reverse("villages:region-detail", args=[LOST])).text
    assert "Marga Kencana" in page


def test_names_that_are_most_alike_are_offered_first(applied):
    nearest = alike(Region.objects.get(code=LOST))
    assert nearest[0].name == "Marga Kencana"
    assert "Marga Kencana (72.01.24.2003)" in applied.get(SUCCESSORS).text


def test_a_region_in_force_has_no_successors_to_name(applied):
    assert applied.get(reverse("villages:successors", args=["72.01.24.2003"])).status_code == 404


@pytest.mark.parametrize("address", [LIST, UNLINKED, CHANGE, SUCCESSORS])
def test_only_the_centre_opens_these_pages(applied, client, address):
    client.force_login(UserFactory(role=Role.ADMIN))
    assert client.get(address).status_code == 403
