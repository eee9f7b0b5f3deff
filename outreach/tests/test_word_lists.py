"""Lists of words: whose each word is, where it is offered, and that nothing used is ever lost."""

import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from officers.word_lists import LISTS
from outreach.models import AudienceGroup, SessionKind, Topic
from outreach.tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db
TOPICS = reverse("officers:word-list", args=["topik"])
ADD = reverse("officers:word-create", args=["topik"])


@pytest.fixture
def offices():
    kanwil = KanwilFactory()
    return {"pusat": CentreFactory(), "kanwil": kanwil, "kanim": OfficeFactory(under=kanwil)}


def sign_in(client, office, role=Role.ADMIN):
    user = UserFactory(role=role, office=office)
    client.force_login(user)
    return user


def topic(name, position=1, **more):
    return Topic.objects.create(name=name, code=name.lower(), position=position, **more)


def step(client, word, verb):
    return client.post(reverse("officers:word-step", args=["topik", word.pk, verb]))


def offered_to(user):
    return {word.name for word in Topic.objects.visible_to(user).in_use()}


def test_all_six_lists_are_kept_on_pages(client, offices):
    assert len(LISTS) == 6
    for place in ("pusat", "kanwil", "kanim"):
        sign_in(client, offices[place])
        page = client.get(reverse("officers:words")).content.decode()
        for words in LISTS.values():
            assert words.title in page
            assert client.get(reverse("officers:word-list", args=[words.slug])).status_code == 200
            assert client.get(reverse("officers:word-create", args=[words.slug])).status_code == 200


def test_a_word_is_offered_where_it_was_added_and_beneath(client, offices):
    for place in ("pusat", "kanwil", "kanim"):
        sign_in(client, offices[place])
        client.post(ADD, {"name": f"Kata {place}"})
    readers = {place: UserFactory(role=Role.ADMIN, office=offices[place]) for place in offices}
    sibling = UserFactory(office=OfficeFactory(under=offices["kanwil"]))
    stranger = UserFactory(office=OfficeFactory())
    assert offered_to(readers["kanim"]) == {"Kata pusat", "Kata kanwil", "Kata kanim"}
    assert offered_to(sibling) == {"Kata pusat", "Kata kanwil"}
    assert offered_to(stranger) == {"Kata pusat"}
    assert Topic.objects.get(name="Kata pusat").office is None
    assert Topic.objects.get(name="Kata kanim").office == offices["kanim"]


def test_a_word_one_does_not_keep_cannot_be_changed(client, offices):
    word, kanwils = topic("Umum"), topic("Kanwil", office=offices["kanwil"])
    stranger = topic("Asing", office=OfficeFactory())
    sign_in(client, offices["kanim"])
    for each, wanted in ((word, 403), (kanwils, 403), (stranger, 404)):
        change = reverse("officers:word-change", args=["topik", each.pk])
        assert client.get(change).status_code == wanted
        assert client.post(change, {"name": "Milik saya"}).status_code == wanted
        for verb in ("naik", "turun", "hentikan", "pakai"):
            assert step(client, each, verb).status_code == wanted
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PIMPASA])
def test_whoever_is_no_admin_reads_the_lists_only(client, offices, role):
    word = topic("Milik", office=offices["kanim"])
    sign_in(client, offices["kanim"], role)
    assert client.get(TOPICS).status_code == 200
    assert client.post(ADD, {"name": "Baru"}).status_code == 403
    assert step(client, word, "hentikan").status_code == 403


def test_a_retired_word_stays_where_it_was_used_and_may_come_back(client, offices):
    admin = sign_in(client, offices["pusat"])
    word = topic("Paspor")
    used = ConsultationFactory(topic=word)
    step(client, word, "hentikan")
    used.refresh_from_db()
    assert used.topic == word
    assert offered_to(admin) == set()
    assert "tidak dipakai" in client.get(TOPICS).content.decode()
    step(client, word, "pakai")
    assert offered_to(admin) == {"Paspor"}
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions == ["outreach.topic.brought_back", "outreach.topic.retired"]


def test_the_page_counts_uses_in_rows_one_sees(client, offices):
    word = topic("Paspor")
    for office in (offices["kanim"], offices["kanim"], OfficeFactory()):
        ConsultationFactory(topic=word, office=office)
    for place, said in (("kanim", "dipakai 2 kali"), ("pusat", "dipakai 3 kali")):
        sign_in(client, offices[place])
        assert said in client.get(TOPICS).content.decode()


def test_a_second_spelling_is_refused_and_a_retired_one_named(client, offices):
    sign_in(client, offices["pusat"])
    topic("Bahaya TPPO")
    topic("Paspor", retired_on="2025-01-01")
    page = client.post(ADD, {"name": "bahaya  tppo"})
    assert "“Bahaya TPPO” sudah ada di daftar ini." in str(page.context["form"].errors["name"])
    page = client.post(ADD, {"name": "PASPOR"})
    assert "Pakai lagi saja" in str(page.context["form"].errors["name"])
    assert Topic.objects.count() == 2


def test_codes_never_collide(client, offices):
    sign_in(client, offices["pusat"])
    Topic.objects.filter(pk=topic("Asal").pk).update(name="Kata lain")
    client.post(ADD, {"name": "Asal!"})
    assert set(Topic.objects.values_list("code", flat=True)) == {"asal", "asal-2"}
    page = client.post(ADD, {"name": "???"})
    assert "Tulis dengan huruf" in str(page.context["form"].errors["name"])


def test_the_centre_gives_an_offices_word_to_everyone(client, offices):
    word = topic("Bagus", office=offices["kanim"])
    for place, wanted in (("kanim", 403), ("pusat", 302)):
        sign_in(client, offices[place])
        assert step(client, word, "untuk-semua").status_code == wanted
    word.refresh_from_db()
    assert word.office is None


def test_words_are_put_in_order_one_step_at_a_time(client, offices):
    sign_in(client, offices["pusat"])
    first, second, third = (topic(name, position) for position, name in enumerate("abc"))
    step(client, third, "naik")
    assert [word.name for word in Topic.objects.all()] == ["a", "c", "b"]
    step(client, first, "turun")
    assert [word.name for word in Topic.objects.all()] == ["c", "a", "b"]
    step(client, second, "turun")
    assert [word.name for word in Topic.objects.all()] == ["c", "a", "b"]


def test_words_in_one_place_are_told_apart_when_they_move(client, offices):
    sign_in(client, offices["pusat"])
    for name in "abc":
        topic(name, 5)
    step(client, Topic.objects.get(name="c"), "naik")
    assert [word.name for word in Topic.objects.all()] == ["a", "c", "b"]


def test_a_new_name_and_who_gave_it_are_on_record(client, offices):
    user = sign_in(client, offices["kanim"])
    word = topic("Lama", office=offices["kanim"])
    url = reverse("officers:word-change", args=["topik", word.pk])
    client.post(url, {"name": " Baru   sekali "})
    word.refresh_from_db()
    assert word.name == "Baru sekali"
    event = AuditEvent.objects.get()
    assert (event.actor, event.changes) == (user.username, {"name": ["Lama", "Baru sekali"]})


def test_forms_offer_the_words_of_ones_own_line_only(client, offices):
    """An activity's and a consultation's form, as an operator of the Kanim fills them in."""
    for model in (Topic, SessionKind, AudienceGroup):
        for name, office in (
            ("Untuk semua", None),
            ("Dari Kanwil", offices["kanwil"]),
            ("Orang lain", OfficeFactory()),
        ):
            model.objects.create(name=name, code=f"{name.split()[0]}".lower(), office=office)
    sign_in(client, offices["kanim"], Role.OPERATOR)
    for name in ("outreach:create", "outreach:consultation-create"):
        page = client.get(reverse(name)).content.decode()
        assert "Untuk semua" in page
        assert "Dari Kanwil" in page
        assert "Orang lain" not in page


def test_an_unknown_list_or_step_does_not_exist(client, offices):
    sign_in(client, offices["pusat"])
    assert client.get(reverse("officers:word-list", args=["tidak-ada"])).status_code == 404
    assert step(client, topic("Ada"), "hapus").status_code == 404
