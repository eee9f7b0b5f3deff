"""One page for whoever takes over a village: what he must know, and never a second page."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from dbi_portal.lib.tests.papers import texts
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.models import RegionReached, Speaker
from outreach.tests.factories import (
    ConsultationFactory,
    FollowUpFactory,
    InstitutionFactory,
    SessionFactory,
    TopicFactory,
)
from reports.documents.handover import cut, handover_pdf
from reports.figures.handover import handover
from reports.tests.factories import StatisticFactory
from villages.models import VillageAccount, VillageReason, VillageStep
from villages.tests.factories import (
    AssignmentFactory,
    DecreeFactory,
    GuidedVillageFactory,
    RegionFactory,
    SelectionReasonFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 31)
AT = datetime(2025, 12, 31, 3, tzinfo=UTC)
HOSTILE = '#import "x" *tebal* $x$ <w:p/> \\ @b'


@pytest.fixture
def village():
    return GuidedVillageFactory(region=RegionFactory(name="Mustikajaya"))


@pytest.fixture
def operator(village):
    return UserFactory(office=village.office, role=Role.OPERATOR)


def drawn(village, user):
    told = handover(village, user=user, today=TODAY)
    return texts(handover_pdf(told, village.office, on=TODAY, at=AT))


def words(village, user):
    pages = drawn(village, user)
    assert len(pages) == 1
    return " ".join(pages[0].split())


def rows(village, user, title):
    told = handover(village, user=user, today=TODAY)
    return next(each.rows for each in (*told.left, *told.right) if each.title == title)


def served(village, day=date(2025, 12, 1), **more):
    session = SessionFactory(office=village.office, approved=True, held_on=day, **more)
    session.villages.add(village, through_defaults={"office": village.office})
    return session


def test_it_tells_a_successor_what_was_done_and_what_is_open(village, operator):
    reason = SelectionReasonFactory(name="Permintaan PMI tertinggi")
    VillageReason.objects.create(
        village=village, office=village.office, reason=reason, note="677 paspor"
    )
    decree = DecreeFactory(office=village.office, number="IMI-7 Tahun 2024")
    officer = OfficerFactory(office=village.office, name="Petugas Lama (contoh)")
    AssignmentFactory(village=village, officer=officer, decree=decree, ends_on=date(2025, 6, 30))
    session = served(village, title="Sambang desa", result="Warga paham.")
    FollowUpFactory(session=session, task="Membuka posko", owner="Lurah", due_on=date(2025, 12, 20))
    Speaker.objects.create(session=session, institution=InstitutionFactory(name="BP3MI Contoh"))
    said = words(village, operator)
    for told in (
        "Mustikajaya", "Permintaan PMI tertinggi: 677 paspor", "1 Mar 2024 – 30 Jun 2025",
        "Petugas Lama (contoh) (IMI-7 Tahun 2024)", "1 Des 2025",
        "Sambang desa. Disepakati: Membuka posko. Warga paham.", "20 Des 2025 (lewat)",
        "Membuka posko (Lurah)", "BP3MI Contoh", "Tidak ada petugas yang bertugas hari ini.",
        "SK penetapan belum dicatat.", "1 tindak lanjut lewat batas waktu.", "Yang menerima,",
    ):  # fmt: skip
        assert told in said, told


def test_a_village_of_which_nothing_is_known_says_so(village, operator):
    said = words(village, operator)
    for told in ("Alasan belum diisi.", "Belum pernah ada petugas.", "Belum ada kegiatan yang",
                 "Tidak ada yang terbuka.", "Belum diketahui: tidak ada angka."):  # fmt: skip
        assert told in said, told


def test_its_papers_stand_beside_the_steps_and_a_voided_step_does_not(village, operator):
    decree = DecreeFactory(office=village.office, number="IMI-9 Tahun 2025")
    about = {"village": village, "office": village.office, "stage": "dikukuhkan"}
    VillageStep.objects.create(**about, happened_on=date(2025, 3, 1), decree=decree)
    VillageStep.objects.create(
        **about, happened_on=date(2025, 2, 1), voided_at=AT, void_reason="Salah tanggal"
    )
    life = rows(village, operator, "Riwayat dan surat")
    assert ("1 Mar 2025", "Dikukuhkan; Surat Keputusan IMI-9 Tahun 2025") in life
    assert not [when for when, _ in life if when == "1 Feb 2025"]


def test_only_what_was_agreed_here_is_told(village, operator):
    session = served(village)
    for region, task in (
        (village.region, "Di sini"),
        (None, "Di mana pun"),
        (RegionFactory(), "X"),
    ):
        FollowUpFactory(session=session, region=region, task=task)
    FollowUpFactory(session=session, task="Sudah selesai", done_on=TODAY)
    told = {what for _, what in rows(village, operator, "Tindak lanjut terbuka")}
    assert told == {"Di sini (Lurah)", "Di mana pun (Lurah)"}


def test_sessions_that_only_reached_the_village_count_too_but_not_unapproved_ones(
    village, operator
):
    reached = SessionFactory(office=village.office, approved=True, title="Se-kota")
    RegionReached.objects.create(session=reached, region=village.region, units="RW 05, RT 01")
    waiting = SessionFactory(office=village.office, title="Belum disetujui")
    waiting.villages.add(village, through_defaults={"office": village.office})
    assert [what for _, what in rows(village, operator, "Kegiatan terakhir")] == ["Se-kota"]
    coverage = dict(rows(village, operator, "Cakupan"))
    assert coverage["Disebut"] == "RW 05, RT 01"
    assert coverage["RW dijangkau"].startswith("1 dari")


def test_consultations_of_a_year_are_counted_by_topic(village, operator):
    for day in (date(2025, 12, 30), date(2025, 2, 1), date(2024, 12, 30)):
        ConsultationFactory(office=village.office, village=village, held_on=day)
    other = TopicFactory(code="paspor", name="Syarat paspor")
    ConsultationFactory(office=village.office, village=village, topic=other, held_on=TODAY)
    told = rows(village, operator, "Konsultasi 12 bulan terakhir")
    assert told == (("2", "Bahaya TPPO"), ("1", "Syarat paspor"))


def test_passports_are_those_of_the_last_counted_year_as_the_own_office_counts(village, operator):
    for month, count in (
        (Month(2025, 10), 40),
        (Month(2025, 11), 50),
        (Month(2024, 1), 900),
    ):
        StatisticFactory(
            office=village.office, month=month, count=count, home_region=village.region
        )
    (told,) = rows(village, operator, "Permintaan paspor PMI")
    assert told[0] == "90"
    assert "Desember 2024–November 2025" in told[1]
    assert "2 dari 12 bulan" in told[1]


def test_however_much_there_is_it_stays_one_page_and_says_what_is_left_out(village, operator):
    for number in range(200):
        session = served(village, day=date(2025, 1, 1 + number % 28), title=f"{HOSTILE} {number}")
        FollowUpFactory(session=session, task="t" * 300, owner="o" * 150)
        topic = TopicFactory(code=f"topik-{number}", name=f"Topik {'sangat panjang ' * 8}{number}")
        ConsultationFactory(office=village.office, village=village, topic=topic, held_on=TODAY)
    for number in range(12):
        officer = OfficerFactory(office=village.office, name="Nama panjang " * 10)
        AssignmentFactory(village=village, officer=officer, starts_on=date(2024, 3, 1 + number))
    village.note = "Catatan " * 400
    village.office.letterhead = "\n".join(["BARIS KOP YANG PANJANG " * 8] * 20)
    said = words(village, operator)
    assert "lainnya" in said
    assert "Yang menyerahkan," in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [("dua kata", "dua kata"), ("kata kata\nkata", "kata…"), ("a" * 20, "a" * 8 + "…")],
)
def test_a_line_is_cut_between_words(text, expected):
    assert cut(text, 9) == expected


def test_the_page_is_for_whoever_sees_the_village_and_its_postings(client, village, operator):
    address = reverse("reports:village-handover", args=[village.pk])
    assert address == f"/desa/{village.pk}/serah-terima.pdf"
    client.force_login(operator)
    answer = client.get(address)
    assert answer.content.startswith(b"%PDF")
    assert "Serah terima Mustikajaya" in answer.headers["Content-Disposition"]
    assert address in client.get(village.get_absolute_url()).content.decode()
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(address).status_code == 404


def test_a_village_official_does_not_take_over_a_village(client, village):
    official = UserFactory(office=village.office, role=Role.VILLAGE_OFFICIAL)
    VillageAccount.objects.create(user=official, village=village, office=village.office)
    client.force_login(official)
    address = reverse("reports:village-handover", args=[village.pk])
    assert client.get(address).status_code == 403
    assert address not in client.get(village.get_absolute_url()).content.decode()
