"""A photo's way through the page: uploaded, cleaned, shown to those who may see it."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.models import Session, SessionPhoto
from outreach.tests.entries import session_entries
from outreach.tests.pictures import jpeg_with_position, png

pytestmark = pytest.mark.django_db
CREATE = reverse("outreach:create")


@pytest.fixture
def operator(client):
    user = UserFactory(role=Role.OPERATOR)
    client.force_login(user)
    return user


def with_photo(upload, caption="Peserta di balai"):
    return session_entries({"foto": [{"image": upload, "caption": caption}]})


@pytest.fixture
def photo(client, operator):
    client.post(CREATE, with_photo(jpeg_with_position()))
    return SessionPhoto.objects.get()


def address(photo):
    return reverse("outreach:photo", args=[photo.pk])


def test_an_uploaded_photo_is_stored_without_its_position(photo):
    with default_storage.open(photo.image.name) as stored:
        content = stored.read()
    assert not Image.open(BytesIO(content)).getexif()
    assert b"106.9924" not in content
    assert (photo.caption, photo.office) == ("Peserta di balai", photo.session.office)


def test_a_photos_name_on_disk_says_nothing_of_its_sender(photo):
    assert "IMG_0001" not in photo.image.name
    assert photo.image.name.startswith(f"photos/{photo.office.code}/{photo.session.client_id}/")


def test_a_photo_is_served_as_a_picture_and_nothing_else(client, photo):
    answer = client.get(address(photo))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert Image.open(BytesIO(answer.getvalue())).format == "JPEG"


def test_a_photo_of_another_office_does_not_exist(client, photo):
    client.force_login(UserFactory(role=Role.OPERATOR))
    assert client.get(address(photo)).status_code == 404


def test_a_photo_is_not_for_strangers(client, photo):
    client.logout()
    assert client.get(address(photo)).status_code == 302


def test_a_photo_whose_file_is_gone_is_not_found(client, photo):
    default_storage.delete(photo.image.name)
    assert client.get(address(photo)).status_code == 404


def test_what_is_no_photo_is_told_at_its_row(client, operator):
    upload = SimpleUploadedFile("surat.jpg", b"%PDF-1.7", content_type="image/jpeg")
    page = client.post(CREATE, with_photo(upload)).text
    assert "“surat.jpg” tidak dapat dibaca sebagai foto" in page
    assert "pilih sekali lagi" in page
    assert not Session.objects.exists()


def test_a_caption_without_a_photo_is_told(client, operator):
    page = client.post(CREATE, session_entries({"foto": [{"caption": "Tanpa berkas"}]})).text
    assert "Pilih berkas fotonya." in page


def test_a_sixth_photo_is_refused_with_a_sentence(client, operator):
    rows = {"foto": [{"image": png(name=f"{number}.png")} for number in range(5)]}
    client.post(CREATE, session_entries(rows))
    session = Session.objects.get()
    entries = session_entries({"foto": [{"image": png()}]}, kind=session.kind_id)
    page = client.post(reverse("outreach:change", args=[session.pk]), entries).text
    assert "Paling banyak 5 foto" in page
    assert session.photos.count() == 5


def test_a_photo_is_taken_away_in_the_form(client, photo):
    address = reverse("outreach:change", args=[photo.session_id])
    assert "Hapus foto ini" in client.get(address).text
    entries = session_entries(kind=photo.session.kind_id, dropped_photos=[photo.pk])
    client.post(address, entries)
    assert not SessionPhoto.objects.exists()
