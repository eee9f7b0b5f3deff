from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from dbi_portal.lib import pictures
from outreach.actions.parts import SessionParts
from outreach.actions.photos import BadPhoto, prepare
from outreach.actions.sessions import change_session, record_session
from outreach.tests.factories import NOW, SessionFactory, SessionKindFactory
from outreach.tests.pictures import jpeg_with_position, png


def prepared(upload):
    return prepare(upload, name=upload.name)


def opened(photo):
    return Image.open(BytesIO(photo.content))


def test_a_photo_loses_its_position_and_every_other_note():
    upload = jpeg_with_position()
    assert b"Exif" in upload.read()
    photo = prepared(upload)
    assert not opened(photo).getexif()
    assert set(opened(photo).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert b"106.9924" not in photo.content
    assert b"Ponsel" not in photo.content


def test_a_photo_taken_upright_stays_upright():
    assert opened(prepared(jpeg_with_position(size=(640, 480)))).size == (480, 640)


def test_a_large_photo_is_made_to_fit_a_page():
    assert max(opened(prepared(jpeg_with_position(size=(4000, 3000)))).size) == 2000


def test_a_small_photo_is_not_blown_up():
    assert opened(prepared(png(size=(20, 10)))).size == (20, 10)


def test_what_is_transparent_becomes_paper():
    assert opened(prepared(png())).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "1", "I;16"])
def test_every_usual_kind_of_picture_can_be_read(mode):
    assert opened(prepared(png(mode=mode))).mode == "RGB"


def test_text_hidden_in_a_picture_is_left_behind():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "NIK 3275031010010001")
    assert b"3275031010010001" not in prepared(png(pnginfo=notes)).content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("halaman.jpg", b"<html><script>alert(1)</script></html>"),
        ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("kosong.png", b""),
        ("terpotong.png", png().read()[:40]),
    ],
)
def test_a_file_is_known_by_its_content_not_by_its_name(name, content):
    with pytest.raises(BadPhoto, match=f"“{name}” tidak dapat dibaca sebagai foto"):
        prepared(SimpleUploadedFile(name, content))


def test_a_gif_is_refused():
    out = BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF")
    with pytest.raises(BadPhoto, match="JPG, PNG, atau WebP"):
        prepared(SimpleUploadedFile("gerak.gif", out.getvalue()))


def test_a_bomb_is_refused_before_it_unfolds():
    with pytest.raises(BadPhoto, match="6000 × 5000 piksel"):
        prepared(png(size=(6000, 5000), mode="1", name="bom.png"))


def test_a_heavy_file_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 100)
    with pytest.raises(BadPhoto, match="lebih dari 15 MB"):
        prepared(jpeg_with_position())


@pytest.fixture
def with_photos(db):
    def with_photos(count):
        draft = SessionFactory.build(office=SessionFactory().office, kind=SessionKindFactory())
        parts = SessionParts(new_photos=[prepared(png()) for _ in range(count)])
        return record_session(session=draft, parts=parts, by=None, at=NOW)

    return with_photos


def test_a_session_has_at_most_five_photos(with_photos):
    session = with_photos(5)
    with pytest.raises(BadPhoto, match="sudah ada 5, Anda menambah 1"):
        change_session(
            session=session, parts=SessionParts(new_photos=[prepared(png())]), by=None, at=NOW
        )


def test_one_photo_may_take_the_place_of_another(with_photos):
    session = with_photos(5)
    first = session.photos.first()
    parts = SessionParts(new_photos=[prepared(png())], dropped_photos=[first.pk])
    change_session(session=session, parts=parts, by=None, at=NOW)
    assert [photo.position for photo in session.photos.all()] == [2, 3, 4, 5, 6]


def test_a_dropped_photo_leaves_the_disk_once_it_is_certain(
    with_photos, django_capture_on_commit_callbacks
):
    session = with_photos(2)
    gone, kept = session.photos.all()
    with django_capture_on_commit_callbacks(execute=True):
        parts = SessionParts(dropped_photos=[gone.pk])
        change_session(session=session, parts=parts, by=None, at=NOW)
        assert default_storage.exists(gone.image.name)
    assert not default_storage.exists(gone.image.name)
    assert default_storage.exists(kept.image.name)


def test_a_photo_of_another_session_cannot_be_dropped(with_photos):
    session, other = with_photos(1), with_photos(1)
    parts = SessionParts(dropped_photos=[other.photos.get().pk])
    change_session(session=session, parts=parts, by=None, at=NOW)
    assert other.photos.count() == 1
