"""Attachments: known by content, ten a session, downloaded by those who keep the records."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions import attachments
from outreach.actions.attachments import PreparedAttachment, prepare
from outreach.actions.parts import SessionParts
from outreach.actions.refusals import BadAttachment
from outreach.actions.sessions import change_session
from outreach.models import Session, SessionAttachment, SessionVillage
from outreach.tests.entries import session_entries
from outreach.tests.factories import NOW, SessionFactory
from outreach.tests.pictures import jpeg_with_position, png
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


def upload(content=PDF, name="daftar hadir.pdf"):
    return SimpleUploadedFile(name, content)


def office_file(*parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part in ("[Content_Types].xml", *parts):
            packed.writestr(part, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (PDF, "Daftar hadir.pdf", "Daftar hadir.pdf"),
        (PDF, "tipuan.exe", "tipuan.pdf"),
        (office_file("word/document.xml"), "materi.zip", "materi.docx"),
        (office_file("xl/workbook.xml"), "rekap.xlsx", "rekap.xlsx"),
        (PDF, "C:\\Dokumen\\surat\x07 tugas.pdf", "surat tugas.pdf"),
        (PDF, "../../etc/.pdf", ".pdf.pdf"),
    ],
)
def test_the_content_tells_what_a_file_is(content, name, kept):
    assert prepare(upload(content), name=name).name == kept


def test_a_picture_does_not_tell_where_it_was_taken():
    prepared = prepare(jpeg_with_position(), name="absen.jpg")
    assert not Image.open(BytesIO(prepared.content)).getexif()
    assert prepare(png(), name="absen.png").name == "absen.jpg"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kosong"),
        (b"MZ\x90", "bukan PDF, JPG, PNG, DOCX, atau XLSX"),
        (b"<svg onload='x'/>", "bukan PDF"),
        (b"PK\x03\x04rusak", "bukan PDF"),
        (office_file("ppt/presentation.xml"), "bukan PDF"),
        (office_file("word/document.xml", "word/vbaProject.bin"), "memuat makro"),
        (b"\xff\xd8\xffrusak", "tidak dapat dibaca"),
        (PDF + b"0" * attachments.MAX_BYTES, "lebih dari 10 MB"),
    ],
)
def test_what_is_no_attachment_is_told_by_name(content, sentence):
    with pytest.raises(BadAttachment, match=sentence) as refused:
        prepare(upload(content), name="surat.pdf")
    assert "“surat.pdf”" in refused.value.message


def test_several_files_come_at_once(client, operator):
    client.force_login(operator)
    files = [upload(), upload(office_file("word/document.xml"), "materi.docx")]
    client.post(reverse("outreach:create"), session_entries() | {"new_attachments": files})
    rows = SessionAttachment.objects.all()
    assert [row.name for row in rows] == ["daftar hadir.pdf", "materi.docx"]
    assert rows[0].uploaded_by == operator
    assert rows[0].size == len(PDF)


def test_a_bad_file_is_told_at_its_field_and_nothing_is_stored(client, operator):
    client.force_login(operator)
    files = [upload(), upload(b"MZ", "virus.pdf")]
    page = client.post(reverse("outreach:create"), session_entries() | {"new_attachments": files})
    assert "“virus.pdf” bukan PDF" in page.text
    assert not Session.objects.exists()


def test_ten_are_enough(client, operator):
    client.force_login(operator)
    session = SessionFactory(office=operator.office)
    ten = SessionParts(new_attachments=[PreparedAttachment(f"{n}.pdf", PDF) for n in range(10)])
    change_session(session=session, parts=ten, by=operator, at=NOW)
    url = reverse("outreach:change", args=[session.pk])
    page = client.post(url, session_entries() | {"new_attachments": [upload()]})
    assert "Paling banyak 10 lampiran" in page.text
    drop = {"dropped_attachments": [session.attachments.first().pk]}
    client.post(url, session_entries() | drop | {"new_attachments": [upload()]})
    assert session.attachments.count() == 10
    assert session.attachments.last().name == "daftar hadir.pdf"


def test_an_attachment_is_a_download_under_its_name(client, operator):
    client.force_login(operator)
    session = SessionFactory(office=operator.office)
    parts = SessionParts(new_attachments=[PreparedAttachment("daftar hadir.pdf", PDF)])
    change_session(session=session, parts=parts, by=operator, at=NOW)
    row = session.attachments.get()
    assert "daftar" not in row.file.name
    answer = client.get(reverse("outreach:attachment", args=[row.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="daftar hadir.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF
    client.force_login(UserFactory(role=Role.OPERATOR, office=OfficeFactory()))
    assert client.get(reverse("outreach:attachment", args=[row.pk])).status_code == 404


def test_an_attendance_list_is_not_for_the_village_official(client, operator):
    session = SessionFactory(office=operator.office, approved=True)
    village = GuidedVillageFactory(office=operator.office)
    SessionVillage.objects.create(session=session, village=village)
    row = SessionAttachment(session=session, name="daftar hadir.pdf", size=1)
    row.file.save("x.pdf", upload())
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=operator.office)
    VillageAccount.objects.create(user=official, village=village, office=operator.office)
    client.force_login(official)
    assert "daftar hadir.pdf" not in client.get(session.get_absolute_url()).text
    assert client.get(reverse("outreach:attachment", args=[row.pk])).status_code == 403
