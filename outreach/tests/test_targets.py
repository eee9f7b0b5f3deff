"""Targets of a month: by village and for the office, beside what is planned, held and approved."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers import policy
from officers.models import AuditEvent, OfficeSupervision
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.actions.targets import copy_targets, set_targets
from outreach.figures.targets import SETTING, Tally, office_targets, village_targets
from outreach.models import Session, Target
from outreach.tests.factories import SessionFactory
from villages.models.village import Stage
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 10, 5, 3, tzinfo=UTC)
OCTOBER = Month(2025, 10)
Status = Session.Status


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def operator(client, office):
    user = UserFactory(office=office)
    client.force_login(user)
    return user


@pytest.fixture
def village(office):
    return GuidedVillageFactory(office=office, region__name="Mustikajaya")


def session_for(village, **fields):
    session = SessionFactory(**{"office": village.office, "held_on": date(2025, 10, 8)} | fields)
    session.villages.add(village, through_defaults={"office": village.office})
    return session


def line(village):
    return next(
        line for line in village_targets(village.office, OCTOBER) if line.village == village
    )


def whole(office):
    return office_targets([office], OCTOBER)[0]


def put(office, by, wanted, seen=None):
    return set_targets(office=office, month=OCTOBER, wanted=wanted, seen=seen or {}, by=by, at=AT)


# The figures


def test_without_a_word_from_anybody_the_default_holds_and_says_so(office, village):
    found = line(village)
    assert (found.target, found.is_default, found.missing) == (1, True, 1)
    assert (whole(office).target, whole(office).is_default) == (1, True)


def test_the_kanwils_choice_holds_for_its_offices(office, village):
    kanwil = OfficeSupervision.objects.get(office=office).supervisor
    policy.choose(key=SETTING, office=kanwil, value=3, by=None, at=AT)
    assert line(village).target == 3
    assert whole(office).target == 3


def test_each_session_counts_once_where_it_stands(village):
    for status in (Status.PLANNED, Status.HELD, Status.REPORTED, Status.RETURNED):
        more = {"returned": True} if status == Status.RETURNED else {"status": status}
        session_for(village, **more)
    session_for(village, approved=True)
    session_for(village, status=Status.CANCELLED)
    session_for(village, held_on=date(2025, 9, 30))
    assert line(village).tally == Tally(planned=1, held=3, approved=1)


def test_a_correction_under_way_does_not_count_twice(office, village):
    old = session_for(village, approved=True)
    session_for(village, corrects=old, revision=2, correction_reason="Salah jumlah")
    assert line(village).tally == whole(office).tally == Tally(approved=1)


def test_a_session_for_two_villages_counts_for_both_and_once_for_the_office(office, village):
    other = GuidedVillageFactory(office=office)
    session_for(village).villages.add(other, through_defaults={"office": office})
    SessionFactory(office=office, held_on=date(2025, 10, 9))
    assert line(village).tally.all == line(other).tally.all == 1
    assert whole(office).tally.all == 2


def test_the_offices_target_is_the_sum_of_its_villages_until_somebody_sets_it(office, village):
    GuidedVillageFactory(office=office)
    by = UserFactory(office=office)
    put(office, by, {village.pk: 4})
    assert whole(office).target == 5
    put(office, by, {None: 9})
    assert (whole(office).target, whole(office).is_default) == (9, False)


def test_targets_of_other_months_do_not_mix(office, village):
    GuidedVillageFactory(office=office)
    for month in (date(2025, 9, 1), date(2025, 11, 1)):
        Target.objects.create(office=office, village=village, month=month, sessions=7)
    assert (whole(office).villages, whole(office).target) == (2, 2)


@pytest.mark.parametrize(
    ("stage", "counted"), [(Stage.PROPOSED, 0), (Stage.INAUGURATED, 1), (Stage.INACTIVE, 0)]
)
def test_only_villages_under_guidance_are_expected_to_have_sessions(office, stage, counted):
    GuidedVillageFactory(office=office, stage=stage)
    assert whole(office).villages == len(village_targets(office, OCTOBER)) == counted


def test_a_village_is_not_behind_in_months_before_it_was_active(office):
    GuidedVillageFactory(office=office, since=date(2025, 11, 3))
    assert whole(office).villages == 0


def test_villages_without_any_session_this_month_are_counted(office, village):
    GuidedVillageFactory(office=office)
    assert whole(office).untouched == 2
    session_for(village, planned=True)
    session_for(village)
    assert whole(office).untouched == 1


def test_many_offices_take_as_many_queries_as_one(django_assert_num_queries, office, village):
    for _ in range(5):
        session_for(GuidedVillageFactory())
    offices = list(type(office).objects.filter(kind="kanim"))
    with django_assert_num_queries(7):
        assert len(office_targets(offices, OCTOBER)) == 6


# Writing


def test_what_is_written_is_one_line_in_the_trail(office, village):
    by = UserFactory(office=office)
    assert put(office, by, {village.pk: 2, None: 5}) == 2
    event = AuditEvent.objects.get(action="outreach.target.set")
    assert event.changes["targets"] == {str(village.pk): [None, 2], "kantor": [None, 5]}
    assert Target.objects.get(village=village).set_by == by
    assert put(office, by, {village.pk: 2}, seen={village.pk: 2}) == 0


def test_an_empty_field_goes_back_to_the_default(office, village):
    by = UserFactory(office=office)
    put(office, by, {village.pk: 2})
    put(office, by, {village.pk: None}, seen={village.pk: 2})
    assert line(village).is_default


def test_two_who_plan_at_once_do_not_overwrite_each_other(office, village):
    other = GuidedVillageFactory(office=office)
    by = UserFactory(office=office)
    put(office, by, {village.pk: 2})
    with pytest.raises(ValidationError) as refused:
        put(office, by, {village.pk: 3, other.pk: 4})
    assert "menjadi 2" in str(refused.value)
    assert line(other).is_default
    assert put(office, by, {other.pk: 4, village.pk: None}) == 1
    assert line(village).target == 2


def test_last_months_targets_are_copied_where_none_stand_yet(office, village):
    other = GuidedVillageFactory(office=office)
    by = UserFactory(office=office)
    for each, number in ((village, 2), (other, 3), (None, 8)):
        Target.objects.create(office=office, village=each, month=date(2025, 9, 1), sessions=number)
    put(office, by, {other.pk: 5})
    assert copy_targets(office=office, month=OCTOBER, by=by, at=AT) == 2
    assert (line(village).target, line(other).target, whole(office).target) == (2, 5, 8)
    assert copy_targets(office=office, month=OCTOBER, by=by, at=AT) == 0


# The pages


def page(client, **query):
    return client.get(reverse("outreach:targets"), {"bulan": "2025-10"} | query)


def save(client, office, **entries):
    url = reverse("outreach:targets-save", args=[office.code, OCTOBER])
    return client.post(url, entries)


def test_the_table_says_what_is_missing_and_plans_in_one_click(client, operator, village):
    html = page(client).content.decode()
    assert "kurang 1" in html
    assert "bawaan portal: 1 kegiatan per desa" in html
    link = re.search(r'class="btn btn-sm" href="([^"]*tambah/[^"]*)"', html)[1]
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert f'value="{village.pk}" selected' in form
    assert 'value="2025-10-01"' in form


def test_targets_are_saved_from_the_table(client, operator, office, village):
    answer = save(client, office, **{f"target_{village.pk}": "3", "target_kantor": "6"})
    assert answer.status_code == 302
    assert (line(village).target, whole(office).target) == (3, 6)
    assert "2 target tersimpan" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(("typed", "says"), [("100", "antara 0 dan 99"), ("banyak", "Harus angka")])
def test_a_wrong_number_is_refused_at_its_field_and_keeps_the_others(
    client, operator, office, village, typed, says
):
    answer = save(client, office, **{f"target_{village.pk}": typed, "target_kantor": "6"})
    html = answer.content.decode()
    assert says in html
    assert f'value="{typed}"' in html
    assert not Target.objects.exists()


def test_the_second_editor_sees_both_versions_and_may_insist(client, operator, office, village):
    put(office, operator, {village.pk: 2})
    answer = save(client, office, **{f"target_{village.pk}": "5"})
    html = answer.content.decode()
    assert "Baru saja diubah orang lain menjadi 2" in html
    hidden = dict(re.findall(r'<input type="hidden" name="(lama_[^"]*)" value="(\d+)"', html))
    answer = save(client, office, **hidden, **{f"target_{village.pk}": "5"})
    assert answer.status_code == 302
    assert line(village).target == 5


def test_a_kanwil_sees_its_offices_and_opens_one(client, office, village):
    kanwil = OfficeSupervision.objects.get(office=office).supervisor
    OfficeFactory(under=kanwil)
    stranger = OfficeFactory()
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    html = page(client).content.decode()
    assert f"?bulan=2025-10&amp;kantor={office.code}" in html
    assert "1 dari 1" in html
    assert stranger.short_name not in html
    assert "Mustikajaya" in page(client, kantor=office.code).content.decode()
    assert save(client, office, **{f"target_{village.pk}": "4"}).status_code == 302
    assert save(client, stranger).status_code == 404


def test_the_table_can_be_taken_along_as_a_file(client, office, village):
    kanwil = OfficeSupervision.objects.get(office=office).supervisor
    OfficeFactory(under=kanwil)
    session_for(village)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    lines = page(client, unduh="csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Kantor,Target,Direncanakan,Terlaksana,Disetujui,Kurang"
    assert f"{office},1,0,1,0,0" in lines
    lines = page(client, unduh="csv", kantor=office.code).getvalue().decode("utf-8-sig")
    assert lines.splitlines()[1] == "Mustikajaya,1,0,1,0,0"


def test_a_pimpasa_reads_the_targets_and_sets_none(client, office, village):
    client.force_login(UserFactory(office=office, role=Role.PIMPASA))
    html = page(client).content.decode()
    assert "Mustikajaya" in html
    assert "Simpan target" not in html
    assert save(client, office).status_code == 403


def test_another_kanwils_office_cannot_be_copied_for(client, office):
    client.force_login(UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR))
    url = reverse("outreach:targets-copy", args=[office.code, OCTOBER])
    assert client.post(url).status_code == 404


def test_copying_says_what_it_did(client, operator, office, village):
    url = reverse("outreach:targets-copy", args=[office.code, OCTOBER])
    assert "Tidak ada target September 2025" in client.post(url, follow=True).content.decode()
    Target.objects.create(office=office, village=village, month=date(2025, 9, 1), sessions=2)
    told = client.post(url, follow=True).content.decode()
    assert "1 target September 2025 disalin" in told


def test_a_month_that_means_nothing_shows_the_present_one(client, operator):
    for month in ("0001-01", "9998-12", "x"):
        assert page(client, bulan=month).status_code == 200
