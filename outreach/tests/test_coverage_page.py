"""Cakupan in the browser: what one asks for in the address, and where its numbers lead."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.forms.coverage import span_of
from outreach.models import RegionReached, SessionTopic
from outreach.tests.factories import SessionFactory, TopicFactory
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("outreach:coverage")
LIST = reverse("outreach:list")


@pytest.fixture
def user(client):
    user = UserFactory(role=Role.VERIFIER)
    JurisdictionFactory(office=user.office)
    client.force_login(user)
    return user


@pytest.fixture
def villages():
    codes = ["32.75.01.1001", "32.75.01.1002", "32.75.03.1001"]
    names = ["Bekasi Jaya", "Margahayu", "Perwira"]
    return [RegionFactory(code=code, name=name) for code, name in zip(codes, names, strict=True)]


def held(user, *regions, on=date(2025, 10, 31), **more):
    session = SessionFactory(office=user.office, held_on=on, approved=True)
    for region in regions:
        RegionReached.objects.create(session=session, region=region, **more)
    return session


def place(client, **asked):
    return client.get(PAGE, asked).context["place"]


def test_the_page_opens_with_the_offices_work_area(client, user, villages):
    held(user, villages[0])
    page = client.get(PAGE)
    assert page.context["area"].title == f"wilayah kerja {user.office}"
    assert (page.context["place"].reached, page.context["place"].villages) == (1, 3)
    assert "1 dari 3" in page.text
    assert "Belum pernah dijangkau" in page.text


def test_what_was_never_reached_is_named_by_district(client, user, villages):
    held(user, villages[0])
    never = client.get(PAGE).context["never"]
    assert [(each.code, [leaf.name for leaf in left]) for each, left in never] == [
        ("32.75.03", ["Perwira"]),  # the district nobody visited at all
        ("32.75.01", ["Margahayu"]),
    ]


def test_districts_nobody_visited_are_folded_away_once_they_are_many(client, user, villages):
    for number in range(4, 8):
        RegionFactory(code=f"32.75.0{number}.1001")
    held(user, villages[0])
    [section] = client.get(PAGE).context["sections"]
    assert [fold.place.code for fold in section.folds] == ["32.75.01"]
    assert len(section.untouched) == 5


def test_one_may_ask_for_a_region_a_year_and_the_desa_binaan(client, user, villages):
    held(user, *villages, on=date(2024, 3, 1))
    GuidedVillageFactory(office=user.office, region=villages[1])
    assert place(client, wilayah="32.75.01").villages == 2
    assert place(client, periode="2025").reached == 0
    assert place(client, periode="2024").reached == 3
    assert place(client, lingkup="binaan").villages == 1
    assert place(client, wilayah="tidak ada", periode="entah", lingkup="x").villages == 3


def test_a_kanwil_chooses_among_its_offices(client, villages):
    kanwil = KanwilFactory()
    first, second = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    JurisdictionFactory(office=first, region=RegionFactory(code="32.75.01"))
    JurisdictionFactory(office=second, region=RegionFactory(code="32.75.03"))
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    assert place(client).villages == 3
    assert place(client, kantor=first.pk).villages == 2
    assert place(client, kantor=kanwil.pk).villages == 3
    assert place(client, kantor=OfficeFactory().pk).villages == 3  # not his: left out


def test_every_number_leads_to_the_sessions_behind_it(client, user, villages):
    session = held(user, *villages[:2])
    SessionTopic.objects.create(session=session, topic=TopicFactory())
    held(user, villages[2])
    page = client.get(PAGE, {"periode": "2025"})
    counted = {}
    for section in page.context["sections"]:
        for fold in section.folds:
            counted[fold.url] = fold.place.visits.sessions
            for row in fold.rows:
                cell = row.cells[3]
                counted[cell.url] = int(cell.text or 0)
    for figure in page.context["figures"]:
        if figure.url:
            counted[figure.url] = int(figure.value)
    topics = page.context["matrices"][0]
    counted[topics.lines[0].url] = 1
    assert len(counted) == 7
    for url, number in counted.items():
        assert client.get(url).context["page_obj"].paginator.count == number, url
        assert url in page.text.replace("&amp;", "&")


def test_what_is_left_out_is_said_with_the_way_there(client, user, villages):
    held(user)
    waiting = SessionFactory(office=user.office)
    RegionReached.objects.create(session=waiting, region=villages[0])
    nowhere, pending = reversed(client.get(PAGE).context["left_out"])
    assert (nowhere.strong, pending.strong) == ("1 kegiatan", "1 kegiatan")
    assert client.get(pending.url).context["page_obj"].object_list[0] == waiting
    assert client.get(nowhere.url).context["page_obj"].paginator.count == 1


def test_an_office_without_a_work_area_is_told_what_to_do(client):
    client.force_login(UserFactory())
    assert "Wilayah kerja kantor ini belum dicatat" in client.get(PAGE).text


def test_the_workbook_holds_what_one_sees(client, user, villages):
    held(user, villages[0], units="RW 01–02", rt_count=9)
    answer = client.get(PAGE, {"wilayah": "32.75.01", "unduh": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Cakupan", "Topik", "Unsur"]
    rows = list(book["Cakupan"].values)
    head = next(number for number, row in enumerate(rows) if "Kode" in row)
    by_name = {row[3]: dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]}
    assert by_name.keys() == {"Bekasi Jaya", "Margahayu"}
    assert by_name["Margahayu"]["Keadaan"] == "belum pernah"
    reached = by_name["Bekasi Jaya"]
    assert (reached["Kegiatan"], reached["RW"], reached["RT"]) == (1, 2, 9)
    assert reached["Keterangan"] == "RT sekurangnya"
    assert reached["Terakhir"].date() == date(2025, 10, 31)


def test_the_regions_are_also_there_as_csv(client, user, villages):
    held(user, villages[0])
    answer = client.get(PAGE, {"wilayah": "32.75.01", "unduh": "csv"})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Kode,Kabupaten/kota,Kecamatan,")
    assert sorted(line.split(",")[3] for line in lines[1:]) == ["Bekasi Jaya", "Margahayu"]
    assert any("2025-10-31" in line for line in lines)


def test_a_regions_page_brings_its_coverage(client, user, villages):
    held(user, villages[0], units="RW 03–04")
    panel = reverse("outreach:coverage-panel", args=["32.75.01"])
    assert panel in client.get(reverse("villages:region-detail", args=["32.75.01"])).text
    text = client.get(panel).text
    assert "1 dari 2" in text
    assert "2 dari … (jumlahnya belum diketahui)" in text
    assert f"{PAGE}?wilayah=32.75.01" in text
    one = client.get(reverse("outreach:coverage-panel", args=[villages[2].pk])).text
    assert "belum pernah" in one
    assert client.get(reverse("outreach:coverage-panel", args=["99"])).status_code == 404


def test_a_villages_page_brings_its_coverage_but_not_for_its_official(client, user):
    village = GuidedVillageFactory(office=user.office)
    panel = reverse("outreach:coverage-panel", args=[village.region_id])
    assert panel in client.get(village.get_absolute_url()).text
    client.force_login(UserFactory(office=user.office, role=Role.VILLAGE_OFFICIAL))
    assert client.get(panel).status_code == 403
    assert client.get(PAGE).status_code == 403


def test_the_page_asks_the_database_as_often_for_many_sessions_as_for_one(
    client, user, villages, django_assert_max_num_queries
):
    for _ in range(4):
        held(user, *villages)
    with django_assert_max_num_queries(25):
        client.get(PAGE)


def test_a_period_is_a_year_twelve_months_or_everything():
    today = timezone.localdate()
    assert span_of(str(today.year), on=today).start == date(today.year, 1, 1)
    assert (today - span_of("12-bulan", on=today).start).days == 365
    for nonsense in ("", "1999", "²", str(today.year + 1)):
        assert span_of(nonsense, on=today).start is None
