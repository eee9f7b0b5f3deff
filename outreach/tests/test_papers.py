"""The papers of a session say what its row says, and nothing is typed again."""

import io
from datetime import UTC, date, datetime, time

import docx as python_docx
import pypdfium2
import pytest
from django.core.files.base import ContentFile

from dbi_portal.lib import letters
from dbi_portal.lib.letters_docx import docx
from dbi_portal.lib.tests.papers import texts
from officers.models import OfficeHead
from officers.tests.factories import OfficeFactory, OfficerFactory
from outreach.documents.attendance import attendance, rows
from outreach.documents.facts import named
from outreach.documents.invitation import invitation
from outreach.documents.minutes import minutes
from outreach.documents.order import order
from outreach.documents.papers import PAPERS
from outreach.models import Audience, RegionReached, Session, SessionPhoto, Speaker
from outreach.tests.factories import (
    AudienceGroupFactory,
    FollowUpFactory,
    InstitutionFactory,
    SessionFactory,
    TopicFactory,
)
from outreach.tests.pictures import jpeg_with_position
from villages.tests.factories import (
    AssignmentFactory,
    DecreeFactory,
    GuidedVillageFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2025, 10, 20, 2, 30, tzinfo=UTC)
DAY = date(2025, 10, 31)
HOSTILE = '#import "x" *tebal* $x$ <w:p/> {{ 1 }} \\ @b'


@pytest.fixture
def office():
    return OfficeFactory(
        letterhead="DIREKTORAT JENDERAL IMIGRASI\nKANTOR IMIGRASI CONTOH", city="Bekasi"
    )


@pytest.fixture
def session(office):
    return SessionFactory(
        office=office, planned=True, title="Sosialisasi TPPO", starts_at=time(9), ends_at=time(12)
    )


def words(letter):
    return " ".join(" ".join(texts(letters.pdf(letter))).split())


def pages(letter):
    return len(texts(letters.pdf(letter)))


def audience(session, **counts):
    for name, count in counts.items():
        group = AudienceGroupFactory(code=name, name=name.capitalize())
        Audience.objects.create(session=session, group=group, count=count)


def reach(session, count, **more):
    for number in range(count):
        region = RegionFactory(code=f"32.75.0{number % 8 + 1}.{1001 + number}")
        RegionReached.objects.create(session=session, region=region, **more)


def agree(session, count=1, **more):
    return [FollowUpFactory(session=session, **more) for _ in range(count)]


def test_an_invitation_says_who_invites_whom_when_and_where(session):
    session.topics.add(TopicFactory(), through_defaults={"office": session.office})
    audience(session, camat=None, lurah=None)
    said = words(invitation(session, at=AT))
    for told in (
        "KANTOR IMIGRASI CONTOH", "Bekasi, 20 Oktober 2025", "Undangan Sosialisasi TPPO",
        "Yth. Camat Yth. Lurah", "Jumat, 31 Oktober 2025", "09.00–12.00 WIB", "Balai desa contoh",
        "Bahaya TPPO", "Kepala Kantor,",
    ):  # fmt: skip
        assert told in said, told


def test_many_who_are_invited_stand_in_a_list_behind_the_letter(session):
    reach(session, 43)
    Speaker.objects.create(
        session=session, institution=InstitutionFactory(name="BP3MI Contoh"), subject="Jalur resmi"
    )
    drawn = texts(letters.pdf(invitation(session, at=AT)))
    assert "Yth. Bapak/Ibu sebagaimana daftar terlampir" in drawn[0]
    assert "Kepala Kantor," in drawn[0]
    assert "BP3MI Contoh Narasumber: Jalur resmi" in drawn[1]
    assert all(f"Contoh {1001 + number}" in " ".join(drawn) for number in range(43))


def test_the_head_of_that_day_signs_the_acting_one_first(session, office):
    OfficeHead.objects.create(
        office=office, name="Kepala (contoh)", position="Kepala Kantor", starts_on=date(2025, 1, 1)
    )
    assert "Kepala (contoh)" in words(order(session, at=AT))
    OfficeHead.objects.create(
        office=office, capacity="plh", name="Wakil (contoh)", position="Kepala Kantor",
        starts_on=date(2025, 10, 20), ends_on=date(2025, 10, 21),
    )  # fmt: skip
    said = words(order(session, at=AT))
    assert "Plh. Kepala Kantor, Wakil (contoh)" in said
    assert "Kepala (contoh)" not in said
    assert "Kepala (contoh)" in words(minutes(session, at=AT))  # he leads again on the day itself


def test_a_paper_asked_for_long_after_leaves_its_day_to_be_written(office):
    session = SessionFactory(office=office, approved=True)
    for draw in (invitation, order):
        said = words(draw(session, at=datetime(2026, 3, 1, tzinfo=UTC)))
        assert "Bekasi, …………" in said
        assert "Maret 2026" not in said


def test_an_order_names_the_officers_their_ground_and_their_task(session, office):
    village = GuidedVillageFactory(office=office)
    officer = OfficerFactory(
        office=office, employee_number="198001012005011001", position="Petugas Imigrasi"
    )
    other = OfficerFactory(office=office, name="Tidak bertugas")
    decree = DecreeFactory(office=office, number="IMI-7 Tahun 2025")
    AssignmentFactory(village=village, officer=officer, decree=decree)
    AssignmentFactory(village=village, officer=other, decree=DecreeFactory(number="Bukan ini"))
    session.villages.add(village, through_defaults={"office": office})
    session.officers.add(officer, through_defaults={"office": office})
    said = words(order(session, at=AT))
    for told in ("SURAT TUGAS", "Nomor IMI-7 Tahun 2025", officer.name, "198001012005011001",
                 "Petugas Imigrasi", "Melaksanakan Sosialisasi TPPO.", str(village)):  # fmt: skip
        assert told in said, told
    assert "Tidak bertugas" not in said
    assert "Bukan ini" not in said


def test_an_order_without_officers_has_rows_to_write_them_in(session):
    tables = python_docx.Document(io.BytesIO(docx(order(session, at=AT)))).tables
    named_rows = next(table for table in tables if table.cell(0, 1).text == "Nama").rows
    assert [row.cells[1].text for row in named_rows] == ["Nama", "", "", ""]


def test_a_sheet_has_a_row_for_everybody_expected_and_never_asks_for_the_nik(session):
    audience(session, camat=40, lurah=43)
    sheet = attendance(session, at=AT)
    said = words(sheet)
    assert "92" in said
    assert "93" not in said
    assert "Camat, Lurah" in said
    head = python_docx.Document(io.BytesIO(docx(sheet))).tables[1].rows[0]
    assert not any("NIK" in cell.text for cell in head.cells)
    assert "NIK tidak diminta" in said


@pytest.mark.parametrize(
    ("expected", "printed"), [(None, 20), (0, 20), (30, 33), (60, 66), (9_000, 500)]
)
def test_a_sheet_has_rows_to_spare_but_not_a_forest(expected, printed):
    assert rows(expected) == printed


def test_minutes_tell_what_was_and_what_was_agreed(office):
    session = SessionFactory(
        office=office, approved=True, participants=60, women=25, opened_by="Kepala Kanwil",
        result="Peserta paham.\n\nPosko dibuka.", questions="Berapa biaya paspor?",
    )  # fmt: skip
    audience(session, camat=8, lurah=None)
    reach(session, 2, rt_count=4, rw_count=1, units="RW 05")
    agree(session, task="Membuka posko", owner="Lurah", due_on=date(2025, 12, 1))
    said = words(minutes(session, at=AT))
    for told in (
        "NOTULEN", "Kepala Kanwil", "Peserta : 60 orang", "Perempuan : 25 orang", "Camat 8",
        "52 orang tidak terinci menurut unsur", "2 desa/kelurahan di 2 kecamatan", "RW 05",
        "Posko dibuka.", "Berapa biaya paspor?", "Membuka posko Lurah", "1 Des 2025", "Mengetahui,",
    ):  # fmt: skip
        assert told in said, told
    assert "Status" not in said


def test_minutes_of_a_session_still_to_come_are_a_form_to_fill_in(session):
    kinds = [type(block).__name__ for block in minutes(session, at=AT).body]
    assert kinds.count("Blank") == 3
    assert "Status : Direncanakan" in words(minutes(session, at=AT))


def test_what_was_asked_of_every_lurah_is_one_line_with_how_many_are_done(office):
    session = SessionFactory(office=office, approved=True)
    regions = [RegionFactory() for _ in range(43)]
    for number, region in enumerate(regions):
        done = DAY if number < 31 else None
        agree(session, region=region, task="Menyebarkan materi", done_on=done)
    said = words(minutes(session, at=AT))
    assert said.count("Menyebarkan materi") == 1
    assert "43 desa/ kelurahan" in said.replace("desa/kelurahan", "desa/ kelurahan")
    assert "31 dari 43 selesai" in said


def test_two_hundred_follow_ups_are_all_told(office):
    session = SessionFactory(office=office, approved=True)
    for number in range(200):
        agree(session, task=f"Tugas {number:03}", owner="Lurah " + "panjang " * 10)
    said = words(minutes(session, at=AT))
    assert all(f"Tugas {number:03}" in said for number in range(200))


def test_photos_stand_in_the_minutes_and_a_lost_one_does_not_stop_them(office):
    session = SessionFactory(office=office, approved=True)
    for number in range(3):
        row = SessionPhoto(session=session, caption=f"Foto {number}")
        row.image.save("foto.jpg", ContentFile(jpeg_with_position().read()))
    row.image.storage.delete(row.image.name)
    drawn = letters.pdf(minutes(session, at=AT))
    said = " ".join(texts(drawn))
    assert "Foto 0" in said
    assert "Foto 2" not in said
    document = pypdfium2.PdfDocument(drawn)
    pictures = [each for page in document for each in page.get_objects() if each.type == 3]
    assert len(pictures) == 2
    document.close()


def test_what_some_were_marked_with_does_not_split_what_was_agreed(session):
    agree(session, 2, note="Contoh")
    agree(session, note="Contoh; lewat rapat RW", done_on=DAY)
    said = words(minutes(session, at=AT))
    assert said.count("Menyebarkan informasi lewat RT") == 1
    assert "(Contoh)" in said
    assert "1 dari 3 selesai" in said


@pytest.mark.parametrize("code", PAPERS)
def test_hostile_and_endless_words_are_printed_as_they_stand(office, code):
    session = SessionFactory(
        office=office, title=HOSTILE, place="t" * 200, organiser=HOSTILE, opened_by=HOSTILE,
        result=HOSTILE + "\n\n" + "kata " * 3_000, questions="q" * 900,
    )  # fmt: skip
    agree(session, task=HOSTILE, owner="o" * 150, note="n" * 300)
    letter = PAPERS[code].draw(session, at=AT)
    assert HOSTILE.replace(" ", "") in words(letter).replace(" ", "")
    assert docx(letter).startswith(b"PK")


@pytest.mark.parametrize("code", PAPERS)
def test_a_session_of_which_little_is_known_still_has_its_papers(code):
    session = SessionFactory(office=OfficeFactory(city="", letterhead=""), planned=True)
    letter = PAPERS[code].draw(session, at=AT)
    assert session.office.name.upper() in words(letter)
    assert docx(letter).startswith(b"PK")


@pytest.mark.parametrize("code", PAPERS)
def test_made_up_sessions_are_marked_on_paper(code):
    assert PAPERS[code].draw(SessionFactory(made_up=True), at=AT).sample
    assert not PAPERS[code].draw(SessionFactory(), at=AT).sample


def test_a_paper_is_called_after_the_session_and_its_day():
    session = Session(title="Sosialisasi TPPO", held_on=DAY)
    assert named("Undangan", session) == "Undangan Sosialisasi TPPO 2025-10-31"
