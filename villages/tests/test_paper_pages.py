from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages.forms.fields import LARGEST_SCAN
from villages.models import Assignment, Decree
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil)


@pytest.fixture
def village(office):
    return GuidedVillageFactory(office=office)


@pytest.fixture
def operator(client, office):
    user = UserFactory(office=office, role=Role.OPERATOR)
    client.force_login(user)
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"villages:{name}", args=args), query)


def send(client, name, *args, **data):
    return client.post(reverse(f"villages:{name}", args=args), data)


def decree_data(office, **data):
    usual = {"office": office.pk, "kind": "sk", "number": "W.11-1", "title": "Penetapan"}
    return usual | {"signed_on": "2025-03-01"} | data


def pdf(content=PDF, name="sk.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def problems(response, field):
    return " ".join(response.context["form"].errors[field])


def test_an_officer_is_posted_from_the_villages_page(client, operator, village):
    officer = OfficerFactory(office=village.office)
    form = page(client, "assignment-create", desa=village.pk)
    assert village.region.path in form.content.decode()
    chosen = {"officers": [officer.pk], "villages": [village.pk]}
    send(client, "assignment-create", **chosen, starts_on="2025-03-01")
    assert Assignment.objects.get().office == village.office


def test_the_same_posting_twice_is_said_at_the_officer(client, operator, village):
    first = AssignmentFactory(village=village)
    response = send(
        client,
        "assignment-create",
        officers=[first.officer_id],
        villages=[village.pk],
        starts_on="2025-03-01",
    )
    assert "sudah bertugas" in problems(response, "officers")


def test_people_and_villages_of_other_offices_cannot_be_chosen(client, operator):
    other = GuidedVillageFactory()
    stranger = OfficerFactory(office=other.office)
    response = send(
        client,
        "assignment-create",
        officers=[stranger.pk],
        villages=[other.pk],
        starts_on="2025-03-01",
    )
    assert set(response.context["form"].errors) == {"officers", "villages"}


def test_a_posting_is_ended_on_its_page(client, operator, village):
    posting = AssignmentFactory(village=village)
    response = send(client, "assignment-end", posting.pk, ends_on="2025-06-30", note="Mutasi")
    assert response.url == posting.get_absolute_url()
    posting.refresh_from_db()
    assert (posting.ends_on, posting.note) == (date(2025, 6, 30), "Mutasi")
    assert "selesai" in page(client, "assignment-detail", posting.pk).content.decode()


def test_a_posting_that_would_end_before_it_starts_is_said_at_the_day(client, operator, village):
    posting = AssignmentFactory(village=village)
    response = send(client, "assignment-end", posting.pk, ends_on="2024-02-01")
    assert "sebelum tanggal mulai" in problems(response, "ends_on")
    response = send(
        client, "assignment-change", posting.pk, starts_on="2024-03-01", ends_on="2024-02-01"
    )
    assert "sebelum tanggal mulai" in problems(response, "ends_on")


def test_the_list_tells_who_serves_now(client, operator, village):
    now = AssignmentFactory(village=village, officer__name="Petugas Sekarang (contoh)")
    AssignmentFactory(village=village, ends_on=date(2024, 12, 31))
    AssignmentFactory()
    assert page(client, "assignment-list").context["page_obj"].paginator.count == 2
    assert list(page(client, "assignment-list", standing="now").context["object_list"]) == [now]
    found = page(client, "assignment-list", q="sekarang").context["object_list"]
    assert list(found) == [now]


@pytest.mark.parametrize("name", ["assignment-detail", "assignment-change", "assignment-end"])
def test_another_offices_posting_does_not_exist(client, operator, name):
    assert page(client, name, AssignmentFactory().pk).status_code == 404


def test_a_decree_is_recorded_with_its_scan(client, operator, office, village):
    officer = OfficerFactory(office=office)
    send(
        client,
        "decree-create",
        **decree_data(office, villages=[village.pk], officers=[officer.pk], scan=pdf()),
    )
    decree = Decree.objects.get()
    assert decree.villages.get() == village
    assert decree.officers.get() == officer
    assert decree.scan.name.startswith(f"decrees/{office.code}/")


def test_a_number_used_twice_is_said_at_the_number(client, operator, office):
    DecreeFactory(office=office, number="W.11-1")
    named = {"number": " W.11-1 ", "officers": [OfficerFactory(office=office).pk]}
    response = send(client, "decree-create", **decree_data(office, **named))
    assert "sudah tercatat" in problems(response, "number")


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (pdf(b"PK\x03\x04 ini sebetulnya Word", "sk.pdf"), "“sk.pdf” bukan PDF"),
        (pdf(b"%PDF-1.7\nterputus di tengah", "sk.pdf"), "terpotong"),
        (pdf(b"", "sk.pdf"), "kosong"),
        (pdf(PDF + b" " * LARGEST_SCAN, "sk.pdf"), "paling besar 10 MB"),
    ],
)
def test_what_is_no_fitting_pdf_gets_its_own_sentence(client, operator, office, upload, sentence):
    response = send(client, "decree-create", **decree_data(office, scan=upload))
    assert sentence in problems(response, "scan")
    assert not Decree.objects.exists()


def test_the_scan_comes_as_a_download_and_nothing_else(client, operator, office):
    decree = DecreeFactory(office=office, number="W.11/3 Tahun 2025", scan=pdf())
    response = page(client, "decree-scan", decree.pk)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="w113-tahun-2025.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"


def test_a_decree_without_a_scan_has_nothing_to_download(client, operator, office):
    assert page(client, "decree-scan", DecreeFactory(office=office).pk).status_code == 404


def test_the_scan_of_another_office_does_not_exist(client, operator):
    decree = DecreeFactory(scan=pdf(), covers=[GuidedVillageFactory()])
    for name in ("decree-scan", "decree-detail", "decree-change"):
        assert page(client, name, decree.pk).status_code == 404


def test_a_village_official_does_not_download_decrees(client, office, village):
    decree = DecreeFactory(office=office, covers=[village], scan=pdf())
    official = UserFactory(office=office, role=Role.VILLAGE_OFFICIAL)
    official.village_accounts.create(village=village, office=office)
    client.force_login(official)
    assert page(client, "decree-scan", decree.pk).status_code == 403
    assert page(client, "decree-detail", decree.pk).status_code == 403


def test_a_kanim_reads_the_kanwils_decree_but_cannot_change_it(client, operator, kanwil, village):
    stranger = GuidedVillageFactory()
    decree = DecreeFactory(office=kanwil, covers=[village, stranger], scan=pdf())
    response = page(client, "decree-detail", decree.pk)
    text = response.content.decode()
    assert village.get_absolute_url() in text
    assert stranger.region.name not in text
    assert "Ubah" not in [act.label for act in response.context["page"].others]
    assert page(client, "decree-scan", decree.pk).status_code == 200
    assert page(client, "decree-change", decree.pk).status_code == 404


def test_changing_a_decree_keeps_villages_the_reader_does_not_see(client, kanwil, village):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    moved_away = GuidedVillageFactory()
    decree = DecreeFactory(office=kanwil, covers=[village, moved_away])
    send(client, "decree-change", decree.pk, **decree_data(kanwil, title="Penetapan kedua"))
    decree.refresh_from_db()
    assert decree.title == "Penetapan kedua"
    assert list(decree.villages.all()) == [moved_away]


def test_the_list_of_decrees_narrows_by_day(client, operator, office):
    early = DecreeFactory(office=office, signed_on=date(2024, 1, 5))
    DecreeFactory(office=office, signed_on=date(2025, 1, 5))
    query = {"signed_dari": "2024-01-01", "signed_sampai": "2024-12-31"}
    assert list(page(client, "decree-list", **query).context["object_list"]) == [early]
