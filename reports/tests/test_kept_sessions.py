"""The kept sums of sessions follow whatever happens to a session and to what hangs on it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from officers.actions.merging import merge_officers
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.actions.corrections import open_correction
from outreach.actions.institutions import merge_institutions
from outreach.actions.parts import Reached, SessionParts, Speaks
from outreach.actions.review import approve_session, cancel_session, return_session, submit_session
from outreach.actions.sessions import change_session, record_session
from outreach.models import Audience, Institution, RegionReached, Session, SessionVillage, Speaker
from outreach.models.summary import InstitutionSum, ReachedSum, ServedSum, SessionSum
from outreach.tests.factories import (
    NOW,
    AudienceGroupFactory,
    InstitutionFactory,
    SessionFactory,
    SessionKindFactory,
)
from reports.actions.summaries import count_sums_anew
from reports.figures.recount.kept_sums import check_sums
from reports.tests.figures_world import LONG_AGO, region, village

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2025, 10, 1), date(2025, 11, 1)


@pytest.fixture(autouse=True)
def every_sum_is_right():
    """Whatever a test did, the sessions counted again say the same as the sums that were kept."""
    yield
    assert different() == []


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def people(office):
    """Who reports in the office and who approves."""
    return SimpleNamespace(
        operator=UserFactory(role=Role.OPERATOR, office=office),
        verifier=UserFactory(role=Role.VERIFIER, office=office),
    )


def different():
    return [each for table in check_sums() for each in table.different]


def held(**of):
    """Month -> sessions and people."""
    rows = SessionSum.objects.filter(**of).order_by("month")
    return {row.month: (row.sessions, row.people) for row in rows}


def places():
    """Codes and RT of regions reached, and sessions by village."""
    reached = dict(ReachedSum.objects.values_list("region", "rt"))
    return reached, dict(ServedSum.objects.values_list("village_id", "sessions"))


def reported(office, people, *, participants=40, **parts):
    session = SessionFactory.build(
        office=office, kind=SessionKindFactory(), participants=participants
    )
    return record_session(session=session, parts=SessionParts(**parts), by=people.operator, at=NOW)


def approved(session, people):
    return approve_session(session=session, by=people.verifier, at=NOW)


def test_only_what_is_approved_is_summed(office, people):
    session = reported(office, people)
    assert held() == {}
    approved(session, people)
    assert held() == {OCTOBER: (1, 40)}
    reported(office, people)
    returned = reported(office, people)
    return_session(session=returned, note="Foto belum ada.", by=people.verifier, at=NOW)
    cancel_session(session=reported(office, people), reason="Batal hujan", by=people.operator)
    assert held() == {OCTOBER: (1, 40)}


def test_places_and_speakers_come_with_the_approval(office, people):
    served = village(office, aktif=LONG_AGO)
    session = reported(
        office,
        people,
        villages=[served],
        regions=[Reached(region("Margahayu", "32.75.04.1004"), rt_count=3, rw_count=1)],
        speakers=[Speaks("BP3MI Banten", "Ani"), Speaks("B.P.3.M.I. Banten", "Budi")],
    )
    assert places() == ({}, {})
    approved(session, people)
    assert places() == ({"32.75.04.1004": 3}, {served.pk: 1})
    [spoke] = InstitutionSum.objects.all()
    assert spoke.sessions == 1


def test_a_correction_takes_the_place_of_the_revision_it_corrects(office, people):
    session = approved(reported(office, people, participants=40), people)
    by = {"by": people.operator, "at": NOW}
    correction = open_correction(session=session, reason="Salah hitung", **by)
    correction.participants, correction.held_on = 35, date(2025, 11, 3)
    parts = SessionParts(regions=[Reached(region("Margahayu", "32.75.04.1004"))])
    change_session(session=correction, parts=parts, **by)
    assert held() == {OCTOBER: (1, 40)}
    approved(submit_session(session=correction, **by), people)
    assert held() == {NOVEMBER: (1, 35)}
    assert places() == ({"32.75.04.1004": 0}, {})


def test_an_approval_taken_back_leaves_nothing(office):
    session = SessionFactory(office=office, approved=True, participants=9)
    SessionVillage.objects.create(session=session, village=village(office, aktif=LONG_AGO))
    Session.objects.filter(pk=session.pk).update(status=Session.Status.RETURNED, review_note="?")
    assert (held(), places()) == ({}, ({}, {}))


def test_a_session_moves_to_another_month_and_office(office):
    other = OfficeFactory()
    SessionFactory(office=office, approved=True, participants=5)
    session = SessionFactory(office=office, approved=True, participants=9)
    Session.objects.filter(pk=session.pk).update(held_on=date(2025, 11, 30))
    assert held() == {OCTOBER: (1, 5), NOVEMBER: (1, 9)}
    Session.objects.filter(pk=session.pk).update(office=other)
    assert (held(office=office), held(office=other)) == ({OCTOBER: (1, 5)}, {NOVEMBER: (1, 9)})


def test_another_kind_moves_its_session(office):
    session = SessionFactory(office=office, approved=True)
    session.kind = SessionKindFactory(code="sambang", name="Sambang desa")
    session.save()
    assert [row.kind_id for row in SessionSum.objects.all()] == [session.kind_id]


def test_a_deleted_session_takes_everything_along(office):
    session = SessionFactory(office=office, approved=True, participants=5)
    SessionVillage.objects.create(session=session, village=village(office, aktif=LONG_AGO))
    RegionReached.objects.create(session=session, region=region("Margahayu", "32.75.04.1004"))
    Speaker.objects.create(session=session, institution=InstitutionFactory())
    session.delete()
    sums = (SessionSum, ServedSum, ReachedSum, InstitutionSum)
    assert [of.objects.count() for of in sums] == [0, 0, 0, 0]


def test_groups_count_where_no_total_was_written(office):
    session = SessionFactory(office=office, approved=True)
    [empty] = SessionSum.objects.all()
    assert (empty.people, empty.uncounted) == (0, 1)
    groups = [AudienceGroupFactory() for _ in range(2)]
    rows = [Audience(session=session, office=office, group=each, count=12) for each in groups]
    Audience.objects.bulk_create(rows)
    assert held() == {OCTOBER: (1, 24)}
    Audience.objects.filter(group=groups[0]).update(count=20)
    assert held() == {OCTOBER: (1, 32)}
    Audience.objects.filter(group=groups[1]).delete()
    assert held() == {OCTOBER: (1, 20)}
    Session.objects.update(participants=50)
    assert held() == {OCTOBER: (1, 50)}


def test_villages_and_regions_of_an_approved_session_come_and_go(office):
    session = SessionFactory(office=office, approved=True, participants=30)
    one, other = (village(office, code=f"32.75.0{n}.1001", aktif=LONG_AGO) for n in (1, 2))
    part = SessionVillage.objects.create(session=session, village=one)
    assert places()[1] == {one.pk: 1}
    SessionVillage.objects.filter(pk=part.pk).update(village=other)
    assert places()[1] == {other.pk: 1}
    part.delete()
    [row] = SessionSum.objects.all()
    assert (places()[1], row.without_village) == ({}, 1)
    reached = RegionReached.objects.create(session=session, region=one.region, rt_count=4)
    RegionReached.objects.filter(pk=reached.pk).update(region=other.region, rt_count=7)
    assert places()[0] == {other.region_id: 7}


def test_a_part_that_moves_to_another_session_counts_there(office):
    october = SessionFactory(office=office, approved=True)
    november = SessionFactory(office=office, approved=True, held_on=date(2025, 11, 4))
    part = SessionVillage.objects.create(session=october, village=village(office, aktif=LONG_AGO))
    SessionVillage.objects.filter(pk=part.pk).update(session=november)
    assert [row.month for row in ServedSum.objects.all()] == [NOVEMBER]


def test_merged_institutions_speak_as_one(office):
    stays, gone = InstitutionFactory(), InstitutionFactory()
    for speaks in ([stays], [gone], [stays, gone]):
        session = SessionFactory(office=office, approved=True)
        for institution in speaks:
            Speaker.objects.create(session=session, institution=institution)
    merge_institutions(stays=stays, gone=[gone], by=UserFactory(role=Role.ADMIN, office=office))
    assert list(InstitutionSum.objects.values_list("institution_id", "sessions")) == [(stays.pk, 3)]
    assert Institution.objects.count() == 1


def test_merging_officers_touches_no_sum(office):
    kept, gone = OfficerFactory(office=office), OfficerFactory(office=office)
    session = SessionFactory(office=office, approved=True)
    session.officers.add(gone, through_defaults={"office": office})
    merge_officers(kept=kept, gone=gone, by=UserFactory(role=Role.ADMIN, office=office))
    assert held() == {OCTOBER: (1, 0)}


def test_a_new_code_of_the_regions_leaves_what_was_told(office):
    session = SessionFactory(office=office, approved=True)
    old, new = region("Margahayu", "32.75.04.1004"), region("Margahayu", "32.76.04.1004")
    RegionReached.objects.create(session=session, region=old)
    RegionReached.objects.update(region=new)
    assert list(places()[0]) == [new.pk]


def test_a_note_or_a_position_counts_nothing_anew(office):
    session = SessionFactory(office=office, approved=True)
    before = SessionSum.objects.get().pk
    Session.objects.filter(pk=session.pk).update(title="Lain", latitude=-6.2, longitude=106.9)
    assert SessionSum.objects.get().pk == before
    Session.objects.filter(pk=session.pk).update(participants=3)
    assert SessionSum.objects.get().pk != before


def test_many_sessions_in_one_statement(office):
    other, kind = OfficeFactory(), SessionKindFactory()
    days = [date(2025, 10, 1) + timedelta(days=n) for n in range(40)]
    Session.objects.bulk_create(
        SessionFactory.build(
            office=of, kind=kind, held_on=day, participants=1, status="disetujui"
        )
        for of in (office, other)
        for day in days
    )  # fmt: skip
    assert held(office=office) == held(office=other) == {OCTOBER: (31, 31), NOVEMBER: (9, 9)}


def test_made_up_sessions_are_told(office):
    for made_up in (True, False):
        SessionFactory(office=office, approved=True, made_up=made_up)
    [row] = SessionSum.objects.all()
    assert (row.sessions, row.made_up) == (2, 1)


def test_a_wrong_sum_of_sessions_is_found_and_mended(office):
    SessionFactory(office=office, approved=True, participants=5)
    SessionSum.objects.update(people=6)
    ServedSum.objects.create(
        office=office, month=LONG_AGO, village_id=1, sessions=1, people=0,
        last_on=LONG_AGO,
    )  # fmt: skip
    found = {each["summary"]: (each["kept"], each["counted"]) for each in different()}
    assert (found["SessionSum"][0]["people"], found["SessionSum"][1]["people"]) == (6, 5)
    assert found["ServedSum"][1] is None
    count_sums_anew()


def test_saving_a_draft_counts_nothing(office, people):
    session = reported(office, people)
    parts = SessionParts(regions=[Reached(region("Margahayu", "32.75.04.1004"))])
    change_session(session=session, parts=parts, by=people.operator, at=NOW)
    assert (held(), places()) == ({}, ({}, {}))
