""" "Perlu ditata": what is out of order between villages, officers, posts and papers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.models import OfficeHead, OfficerPost
from officers.policy import choose
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages.figures import gaps
from villages.models.village import Stage
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 11)


@pytest.fixture
def office():
    return OfficeFactory()


def village(office, **facts):
    return GuidedVillageFactory(office=office, **facts)


def found(figure, *offices, today=TODAY):
    return list(figure([office.pk for office in offices], today=today))


def test_a_village_at_work_without_anyone_says_since_when(office):
    never = village(office, since=date(2025, 2, 1))
    former = village(office)
    AssignmentFactory(village=former, ends_on=date(2025, 7, 31))
    AssignmentFactory(village=village(office))
    village(office, stage=Stage.PROPOSED)
    rows = {row: row for row in found(gaps.villages_without_officer, office)}
    assert set(rows) == {never, former}
    assert (rows[never].last_end, rows[never].operating_since) == (None, date(2025, 2, 1))
    assert rows[former].last_end == date(2025, 7, 31)


def test_a_posting_that_begins_tomorrow_does_not_help_today(office):
    alone = village(office)
    AssignmentFactory(village=alone, starts_on=TODAY + timedelta(days=1))
    assert found(gaps.villages_without_officer, office) == [alone]


def test_an_officer_without_a_village_is_told_unless_one_awaits_him(office):
    idle = OfficerFactory(office=office)
    OfficerFactory(office=office, left_on=TODAY)
    AssignmentFactory(village=village(office))
    AssignmentFactory(village=village(office), starts_on=TODAY + timedelta(days=5))
    assert found(gaps.officers_without_village, office) == [idle]


def test_what_runs_out_within_the_offices_own_days_is_told(office):
    other = OfficeFactory()
    for each, days in ((office, 60), (other, 10)):
        choose(
            key=gaps.WARNING, office=each, value=days, by=None, at=datetime(2025, 1, 1, tzinfo=UTC)
        )
    in_a_month = TODAY + timedelta(days=30)
    mine = AssignmentFactory(village=village(office), ends_on=in_a_month)
    AssignmentFactory(village=village(other), ends_on=in_a_month)
    paper = DecreeFactory(office=office, ends_on=in_a_month)
    DecreeFactory(office=other, ends_on=in_a_month)
    DecreeFactory(office=office, ends_on=TODAY - timedelta(days=1))
    assert found(gaps.postings_ending, office, other) == [mine]
    assert found(gaps.decrees_ending, office, other) == [paper]


def test_a_posting_that_goes_on_is_not_ending(office):
    first = AssignmentFactory(village=village(office), ends_on=TODAY)
    AssignmentFactory(
        village=first.village, officer=first.officer, starts_on=TODAY + timedelta(days=1)
    )
    assert found(gaps.postings_ending, office) == []


def test_a_head_nobody_follows_is_told(office):
    facts = {"name": "Kepala Contoh", "position": "Kepala Kantor", "capacity": "plt"}
    term = OfficeHead.objects.create(
        office=office, starts_on=date(2025, 1, 1), ends_on=TODAY, **facts
    )
    assert found(gaps.heads_ending, office) == [term]
    OfficeHead.objects.create(office=office, starts_on=TODAY + timedelta(days=1), **facts)
    assert found(gaps.heads_ending, office) == []


def test_a_post_at_a_closed_office_needs_another(office):
    officer = OfficerFactory(office=office)
    post = OfficerPost.objects.create(officer=officer, office=office)
    assert found(gaps.posts_at_closed_offices, office) == []
    office.closed_on = TODAY
    office.save()
    assert found(gaps.posts_at_closed_offices, office) == [post]


# The page


@pytest.fixture
def kanwil():
    return KanwilFactory()


def page(client, **query):
    return client.get(reverse("villages:gaps"), query)


def lines(response):
    return [todo for group in response.context["groups"] for todo in group.todos]


def test_each_line_is_one_click_from_done(client, kanwil):
    office = OfficeFactory(under=kanwil)
    today = timezone.localdate()
    alone, idle = village(office), OfficerFactory(office=office)
    ending = AssignmentFactory(village=village(office), ends_on=today)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    response = page(client)
    create = reverse("villages:assignment-create")
    urls = [(todo.label, todo.url) for todo in lines(response)]
    assert urls == [
        ("Tugaskan", f"{create}?desa={alone.pk}"),
        ("Perpanjang", reverse("villages:assignment-change", args=[ending.pk])),
        ("Tugaskan", f"{create}?petugas={idle.pk}"),
    ]
    assert "hari ini" in response.content.decode()
    form = client.get(urls[2][1]).context["form"]
    assert form["officers"].value() == [str(idle.pk)]


def test_whoever_may_not_act_is_led_to_the_row(client, kanwil):
    alone = village(OfficeFactory(under=kanwil))
    client.force_login(UserFactory(office=kanwil, role=Role.KANWIL_HEAD))
    [todo] = lines(page(client))
    assert (todo.label, todo.url) == ("Lihat", alone.get_absolute_url())


def test_nobody_reads_another_offices_gaps(client, office):
    village(OfficeFactory())
    client.force_login(UserFactory(office=office))
    response = page(client)
    assert lines(response) == []
    assert "Semua tertata" in response.content.decode()


def test_a_kanwil_looks_at_one_office(client, kanwil):
    first, second = (OfficeFactory(under=kanwil) for _ in range(2))
    alone, _ = village(first), village(second)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    assert len(lines(page(client))) == 2
    [todo] = lines(page(client, kantor=first.pk))
    assert todo.strong == str(alone)
    assert len(lines(page(client, kantor=OfficeFactory().pk))) == 2


def test_the_file_holds_every_line_where_the_page_counts_the_rest(client, office, monkeypatch):
    monkeypatch.setattr("villages.views.gaps.MOST", 2)
    for _ in range(5):
        village(office)
    client.force_login(UserFactory(office=office))
    assert 'href="?unduh=csv"' in page(client).text
    rows = page(client, unduh="csv").getvalue().decode("utf-8-sig").splitlines()
    assert rows[0] == "Yang perlu ditata,Nama,Keterangan"
    assert sum(row.startswith("Desa tanpa petugas,") for row in rows) == 5


def test_the_page_asks_few_questions_however_much_is_out_of_order(
    client, kanwil, django_assert_max_num_queries
):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    for _ in range(3):
        office = OfficeFactory(under=kanwil)
        village(office)
        OfficerFactory(office=office)
    with django_assert_max_num_queries(25) as few:
        page(client)
    for _ in range(12):
        village(OfficeFactory(under=kanwil))
    with django_assert_max_num_queries(len(few)):
        page(client)
