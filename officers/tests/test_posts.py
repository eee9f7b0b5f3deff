"""Positions over time, pictures, and what an officer's page shows of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from dbi_portal.lib.tests.pictures import jpeg_with_position
from officers.actions.officers import add_officer
from officers.actions.posts import change_position, end_service
from officers.models import AuditEvent, Officer
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 9, 1, 3, tzinfo=UTC)


@pytest.fixture
def operator(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def officer(operator):
    known = OfficerFactory.build(
        office=operator.office, position="Analis", joined_on=date(2024, 1, 1)
    )
    return add_officer(officer=known, by=None)


def change(officer, on=date(2025, 3, 1), position="Penyelia"):
    return change_position(officer=officer, position=position, on=on, by=None, at=NOW)


def test_a_new_position_follows_the_old_one(officer):
    change(officer)
    officer.refresh_from_db()
    line = [(post.position, post.starts_on, post.ends_on) for post in officer.posts.all()]
    assert line == [
        ("Analis", date(2024, 1, 1), date(2025, 2, 28)),
        ("Penyelia", date(2025, 3, 1), None),
    ]
    assert officer.position == "Penyelia"
    trail = AuditEvent.objects.get(action="officers.officer.position_changed")
    assert trail.changes["position"] == ["Analis", "Penyelia"]


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"on": date(2024, 1, 1)}, "on", "Jabatan sekarang mulai 1 Januari 2024"),
        ({"on": date(2025, 9, 2)}, "on", "belum tiba"),
        ({"position": " Analis "}, "position", "sama dengan jabatan sekarang"),
    ],
)
def test_a_position_that_does_not_fit_is_said_at_its_field(officer, facts, field, sentence):
    with pytest.raises(ValidationError) as refused:
        change(officer, **facts)
    assert sentence in refused.value.message_dict[field][0]
    assert officer.posts.count() == 1


def test_whoever_left_serves_again_where_he_did(client, officer):
    end_service(officer=officer, on=date(2025, 3, 31))
    url = reverse("officers:return", args=[officer.pk])
    assert url in client.get(officer.get_absolute_url()).content.decode()
    early = client.post(url, {"on": "2025-03-31"})
    assert "berhenti 31 Maret 2025" in str(early.context["form"].errors["on"])
    client.post(url, {"on": "2025-06-01", "basis": "SK-8"})
    officer.refresh_from_db()
    days = [(post.starts_on, post.ends_on) for post in officer.posts.all()]
    assert days == [(date(2024, 1, 1), date(2025, 3, 31)), (date(2025, 6, 1), None)]
    assert officer.left_on is None
    assert "masih bertugas" in str(client.post(url, {"on": "2025-07-01"}).context["form"].errors)


def test_the_page_shows_every_post_and_lets_its_words_be_put_right(client, officer):
    change(officer)
    text = client.get(officer.get_absolute_url()).content.decode()
    assert "28 Februari 2025" in text
    post = officer.posts.last()
    url = reverse("officers:post-change", args=[post.pk])
    assert url in text
    client.post(url, {"position": "Penyelia Muda", "basis": "SK-4"})
    officer.refresh_from_db()
    assert officer.position == "Penyelia Muda"
    assert AuditEvent.objects.get(action="officers.officerpost.changed").about == [
        f"officers.Officer:{officer.pk}"
    ]


def test_anothers_post_cannot_be_put_right(client, operator):
    stranger = add_officer(officer=OfficerFactory.build(office=OfficeFactory()), by=None)
    url = reverse("officers:post-change", args=[stranger.posts.get().pk])
    assert client.get(url).status_code == 404


def test_the_first_post_begins_with_the_service(client, officer):
    url = reverse("officers:change", args=[officer.pk])
    client.post(url, {"name": officer.name, "joined_on": "2023-06-01"})
    assert officer.posts.get().starts_on == date(2023, 6, 1)
    change(officer)
    answer = client.post(url, {"name": officer.name, "joined_on": "2025-06-01"})
    assert "berakhir 28 Februari 2025" in str(answer.context["form"].errors["joined_on"])


# The picture


def with_photo(client, officer, upload):
    url = reverse("officers:change", args=[officer.pk])
    return client.post(url, {"name": officer.name, "photo": upload})


def test_a_picture_is_written_anew_without_where_it_was_taken(client, officer):
    with_photo(client, officer, jpeg_with_position(size=(1600, 1200)))
    officer.refresh_from_db()
    image = Image.open(officer.photo)
    assert (image.format, dict(image.getexif())) == ("JPEG", {})
    assert max(image.size) == 800
    answer = client.get(reverse("officers:photo", args=[officer.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_picture_that_is_none_is_refused_at_its_field(client, officer):
    fake = SimpleUploadedFile("foto.jpg", b"<html>bukan foto</html>", "image/jpeg")
    answer = with_photo(client, officer, fake)
    assert "tidak dapat dibaca sebagai foto" in str(answer.context["form"].errors["photo"])
    assert not Officer.objects.get().photo


def test_a_replaced_picture_does_not_stay_on_disk(
    client, officer, django_capture_on_commit_callbacks
):
    with_photo(client, officer, jpeg_with_position())
    officer.refresh_from_db()
    first = officer.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        with_photo(client, officer, jpeg_with_position())
    officer.refresh_from_db()
    assert officer.photo.name != first
    assert not default_storage.exists(first)


def test_a_picture_is_shown_to_its_office_only(client, officer):
    with_photo(client, officer, jpeg_with_position())
    url = reverse("officers:photo", args=[officer.pk])
    assert url in client.get(officer.get_absolute_url()).content.decode()
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_changing_a_name_keeps_the_picture(client, officer):
    with_photo(client, officer, jpeg_with_position())
    url = reverse("officers:change", args=[officer.pk])
    client.post(url, {"name": "Nama Lain (contoh)"})
    changed = Officer.objects.get()
    assert (changed.name, bool(changed.photo)) == ("Nama Lain (contoh)", True)


def test_a_picture_is_taken_away(client, officer):
    with_photo(client, officer, jpeg_with_position())
    url = reverse("officers:change", args=[officer.pk])
    assert "Hapus foto yang tersimpan" in client.get(url).content.decode()
    client.post(url, {"name": officer.name, "remove_photo": "on"})
    assert not Officer.objects.get().photo
    assert "Hapus foto yang tersimpan" not in client.get(url).content.decode()


def test_the_register_says_who_has_left(client, officer):
    Officer.objects.update(left_on=officer.joined_on + timedelta(days=30))
    listed = client.get(reverse("officers:list"), {"serving": "tidak"})
    assert "berhenti" in listed.content.decode()
