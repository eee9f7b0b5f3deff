"""Photos of a report outlive their session, and are what was chosen or nothing."""

import io
from dataclasses import replace
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from outreach.models import SessionPhoto
from reports.photos import keep, kept, read
from reports.tests.months import approved_session, small_kanwil

pytestmark = pytest.mark.django_db


@pytest.fixture
def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def taken(settings, tmp_path, jpeg) -> SessionPhoto:
    settings.MEDIA_ROOT = tmp_path
    session = approved_session(small_kanwil().bekasi, title="Sambang desa")
    photo = SessionPhoto(session=session, caption="Lurah menyambut")
    photo.image.save("a.jpg", ContentFile(jpeg))
    return photo


def test_a_photo_is_named_by_what_it_shows(taken, jpeg):
    named = kept(taken)
    assert named.digest == sha256(jpeg).hexdigest()
    assert (named.held_on, named.title, named.caption) == (
        "2025-08-12",
        "Sambang desa",
        "Lurah menyambut",
    )
    assert named.session == str(taken.session.client_id)
    assert read(named) == jpeg


def test_a_signed_reports_photo_outlives_its_session(taken, jpeg):
    [apart] = keep([kept(taken)])
    assert apart.path == f"reports/photos/{sha256(jpeg).hexdigest()}.jpg"
    default_storage.delete(taken.image.name)
    assert read(apart) == jpeg


def test_keeping_twice_keeps_one_file(taken):
    first = keep([kept(taken)])
    assert keep(first) == keep([kept(taken)]) == first
    assert len(default_storage.listdir("reports/photos")[1]) == 1


def test_a_copy_that_was_cut_short_is_written_anew(taken, jpeg):
    [apart] = keep([kept(taken)])
    default_storage.delete(apart.path)
    default_storage.save(apart.path, ContentFile(jpeg[:20]))
    assert read(apart) is None
    [again] = keep([kept(taken)])
    assert read(again) == jpeg


def test_an_exchanged_photo_is_not_shown(taken):
    named = kept(taken)
    default_storage.delete(named.path)
    default_storage.save(named.path, ContentFile(b"something else"))
    assert read(named) is None
    assert keep([named]) == (named,)


def test_a_photo_whose_file_is_gone_is_named_without_a_digest(taken):
    default_storage.delete(taken.image.name)
    named = kept(taken)
    assert named.digest == ""
    assert read(named) is None


def test_nothing_outside_the_store_is_read(taken):
    for path in ("../../etc/hostname", "/etc/hostname", ""):
        assert read(replace(kept(taken), path=path)) is None
