"""A report that contradicts itself or the register is asked about at the field."""

from datetime import date

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.forms.session import SessionForm
from outreach.models import Session
from outreach.tests.entries import filled, recorded, session_entries
from outreach.tests.factories import NOW, AudienceGroupFactory, SessionFactory, TopicFactory
from villages.models import GuidedVillage
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


def test_a_session_serves_no_village_years_before_an_office_held_it(operator):
    stage, since = GuidedVillage.Stage.CANDIDATE, date(2025, 9, 15)
    village = GuidedVillageFactory(office=operator.office, stage=stage, since=since)
    (sentence,) = filled(operator, held_on="2020-01-01", villages=[village.pk]).errors["villages"]
    assert f"Pada 1 Januari 2020 {village} tidak dibina kantor mana pun." in sentence
    assert "villages" not in filled(operator, villages=[village.pk]).errors
    reached = {"reached": [village.region_id]}
    assert filled(operator, held_on="2020-01-01", **reached).is_valid()


@pytest.mark.parametrize("typed", ["0026-11-20", "9999-12-31", "20 November 0026"])
def test_a_session_of_a_year_nobody_means_is_asked_about(operator, typed):
    sentence = filled(operator, langkah="simpan", held_on=typed).errors["held_on"][0]
    assert sentence.startswith("Tahun ")


def test_a_follow_up_with_a_mistyped_year_is_asked_about(operator):
    row = {"task": "Sebarkan", "owner": "Lurah", "due_on": "9999-12-31"}
    form = filled(operator, rows={"lanjut": [row]})
    assert not form.is_valid()
    assert "Tahun 9999? Periksa tanggalnya." in [said for _, _, said in form.part_errors()]


def test_a_result_no_paper_can_hold_is_refused(operator):
    for name in ("result", "questions"):
        assert "Paling banyak 10.000" in filled(operator, **{name: "x" * 20_000}).errors[name][0]


@pytest.fixture
def camat():
    return AudienceGroupFactory(name="Camat")


def test_more_people_in_groups_than_took_part_is_said_with_both_numbers(operator, camat):
    counts = {"participants": "10", f"unsur-count_{camat.pk}": "1.050"}
    (sentence,) = filled(operator, **counts).errors["participants"]
    assert "berjumlah 1.050 orang, pesertanya 10." in sentence
    assert filled(operator, participants="1.050", **{f"unsur-count_{camat.pk}": "1.050"}).is_valid()


def test_who_belongs_to_two_groups_is_kept_once_that_is_ticked(client, operator, camat):
    counts = {"participants": "10", f"unsur-count_{camat.pk}": "12"}
    client.force_login(operator)
    asked = client.post(reverse("outreach:create"), session_entries(**counts)).text
    assert 'name="overlaps"' in asked
    session = recorded(filled(operator, overlaps="on", **counts))
    assert session.audiences.get().count == 12
    assert SessionForm(user=operator, at=NOW, instance=session).initial["overlaps"]


def test_what_was_agreed_is_not_due_before_it_was_agreed(operator):
    row = {"task": "Sebarkan", "owner": "Lurah", "due_on": "2020-01-01"}
    form = filled(operator, rows={"lanjut": [row]})
    assert not form.is_valid()
    ((where, _, sentence),) = form.part_errors()
    assert where == "Tindak lanjut 1, Batas waktu"
    assert sentence.startswith("1 Januari 2020 sebelum kegiatannya (31 Oktober 2025).")
    assert filled(operator, rows={"lanjut": [row | {"due_on": "2025-10-31"}]}).is_valid()


def test_an_empty_report_is_told_what_is_missing_and_stays_a_plan(operator):
    errors = filled(operator, langkah="kirim").errors
    assert errors.keys() == {"result", "participants", "topics"}
    assert filled(operator, langkah="simpan").is_valid()
    assert filled(operator, langkah="terlaksana").is_valid()


def test_one_thing_known_is_a_report(operator, camat):
    for known in (
        {"result": "Rapat."},
        {"participants": "0"},
        {f"unsur-present_{camat.pk}": "on"},
        {"topics": [TopicFactory().pk]},
    ):
        assert filled(operator, langkah="kirim", **known).is_valid()


def test_an_empty_plan_is_not_sent_from_its_page_but_opened_to_be_filled_in(client, operator):
    client.force_login(operator)
    session = SessionFactory(office=operator.office, planned=True)
    answer = client.post(reverse("outreach:submit", args=[session.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("outreach:change", args=[session.pk])
    assert "laporannya masih kosong" in answer.text
    session.refresh_from_db()
    assert session.status == Session.Status.PLANNED
