"""A session's form, read as the office fills it in."""

from datetime import date

import pytest

from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from outreach.forms.session import SessionForm
from outreach.models import Session, SessionVillage
from outreach.tests.entries import changed, filled, recorded
from outreach.tests.factories import (
    NOW,
    AudienceGroupFactory,
    FollowUpFactory,
    SessionFactory,
    TopicFactory,
)
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


def test_four_entries_are_enough(operator):
    session = recorded(filled(operator))
    assert (session.office, session.status) == (operator.office, Session.Status.REPORTED)
    assert session.participants is None


def test_a_plan_is_kept_as_a_plan(operator):
    session = recorded(filled(operator, langkah="simpan", held_on="2026-03-01"))
    assert session.status == Session.Status.PLANNED


def test_a_report_of_a_day_to_come_is_told_at_the_date(operator):
    form = filled(operator, held_on="2026-03-01")
    assert "belum berlangsung" in form.errors["held_on"][0]


def test_a_weekday_that_does_not_fit_is_told_at_the_date(operator):
    form = filled(operator, held_on="2025-10-11", weekday="Selasa")
    assert form.errors["held_on"] == [
        "11 Oktober 2025 jatuh pada hari Sabtu, bukan Selasa. Periksa hari atau tanggalnya."
    ]


def test_a_written_date_brings_its_own_weekday(operator):
    form = filled(operator, held_on="Selasa, 11 Oktober 2025")
    assert "bukan Selasa" in form.errors["held_on"][0]


def test_it_does_not_end_before_it_begins(operator):
    form = filled(operator, starts_at="13:00", ends_at="09:00")
    assert form.errors["ends_at"] == ["Jam selesai lebih awal daripada jam mulai."]


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"ends_at": "09:00"}, "Isi jam mulai bila jam selesai diisi."),
        ({"participants": "5", "women": "6"}, "Peserta perempuan tidak boleh melebihi"),
        ({"women": "6"}, "Peserta perempuan tidak boleh melebihi"),
    ],
)
def test_a_rule_of_the_database_comes_as_a_sentence(operator, entries, sentence):
    assert sentence in str(filled(operator, **entries).non_field_errors())


def test_one_office_is_chosen_by_itself(operator):
    assert "office" not in filled(operator).fields


def test_a_kanwil_chooses_among_its_own_offices():
    kanwil = KanwilFactory(under=CentreFactory())
    below, foreign = OfficeFactory(under=kanwil), OfficeFactory()
    admin = UserFactory(role=Role.ADMIN, office=kanwil)
    assert recorded(filled(admin, office=below.pk)).office == below
    assert "office" in filled(admin, office=foreign.pk).errors
    assert "office" in filled(admin).errors


@pytest.mark.parametrize("name", ["villages", "officers"])
def test_what_another_office_has_is_no_choice(operator, name):
    foreign = GuidedVillageFactory() if name == "villages" else OfficerFactory()
    assert name in filled(operator, **{name: [foreign.pk]}).errors


def test_a_village_of_another_office_stays_where_the_kanwil_put_it(operator):
    session = SessionFactory(office=operator.office)
    foreign = GuidedVillageFactory()
    SessionVillage.objects.create(session=session, village=foreign)
    form = filled(operator, instance=session, kind=session.kind_id, villages=[foreign.pk])
    assert changed(form).villages.get() == foreign


def test_a_retired_word_stays_with_the_session_that_has_it(operator):
    topic = TopicFactory(code="lama", retired_on=date(2025, 1, 1))
    assert "topics" in filled(operator, topics=[topic.pk]).errors
    session = SessionFactory(office=operator.office)
    session.session_topics.create(topic=topic)
    assert changed(filled(operator, instance=session, topics=[topic.pk])).topics.get() == topic


def test_a_group_without_a_number_was_there_uncounted(operator):
    came, counted, absent = (AudienceGroupFactory() for _ in range(3))
    entries = {f"unsur-present_{came.pk}": "on", f"unsur-count_{counted.pk}": "1.200"}
    session = recorded(filled(operator, **entries))
    assert dict(session.audiences.values_list("group", "count")) == {
        came.pk: None,
        counted.pk: 1200,
    }
    assert absent.pk not in session.audiences.values_list("group", flat=True)


def test_a_group_of_nought_is_not_unknown(operator):
    group = AudienceGroupFactory()
    session = recorded(filled(operator, **{f"unsur-count_{group.pk}": "0"}))
    assert session.audiences.get().count == 0


@pytest.mark.parametrize("count", ["seratus", "-3", "99999999999999"])
def test_a_number_that_is_none_is_told_with_its_group(operator, count):
    group = AudienceGroupFactory(name="Camat")
    form = filled(operator, **{f"unsur-count_{group.pk}": count})
    assert not form.is_valid()
    assert [where for where, _, _ in form.part_errors()] == ["Jumlah Camat"]


def test_a_row_that_is_half_filled_is_told_with_its_number(operator):
    rows = {
        "rtrw": [{"rt_count": "14"}],
        "narasumber": [{"institution": "TNI"}, {"subject": "Materi saja"}],
        "lanjut": [{"owner": "Lurah"}],
    }
    form = filled(operator, rows=rows)
    assert not form.is_valid()
    assert {where for where, _, _ in form.part_errors()} == {
        "RT/RW 1, Desa/kelurahan",
        "Narasumber 2, Instansi",
        "Tindak lanjut 1, Yang disepakati",
    }


def test_a_row_to_be_deleted_need_not_be_right(operator):
    rows = {"narasumber": [{"institution": "TNI"}, {"subject": "Salah", "DELETE": "on"}]}
    session = recorded(filled(operator, rows=rows))
    assert [str(speaker) for speaker in session.speakers.all()] == ["TNI"]


def test_an_agreement_kept_in_the_form_stays_the_same_rows(operator):
    village = GuidedVillageFactory(office=operator.office)
    session = SessionFactory(office=operator.office)
    done = FollowUpFactory(session=session, region=village.region, done_on=date(2025, 11, 1))
    rows = {
        "lanjut": [
            {
                "ids": str(done.pk),
                "task": "Sebarkan ke RT dan RW",
                "owner": "Lurah",
                "regions": [village.region_id],
            }
        ]
    }
    changed(filled(operator, session, rows=rows))
    kept = session.follow_ups.get()
    assert (kept.pk, kept.done_on, kept.task) == (
        done.pk,
        date(2025, 11, 1),
        "Sebarkan ke RT dan RW",
    )


def test_the_form_of_a_saved_session_holds_what_was_saved(operator):
    village, group = GuidedVillageFactory(office=operator.office), AudienceGroupFactory()
    rows = {
        "rtrw": [{"region": village.region_id, "rt_count": "4"}],
        "narasumber": [{"institution": "BP3MI Banten", "subject": "Materi"}],
    }
    entries = {"villages": [village.pk], f"unsur-count_{group.pk}": "7", "participants": "60"}
    session = recorded(filled(operator, rows=rows, **entries))
    form = SessionForm(user=operator, at=NOW, instance=session)
    assert form.initial["villages"] == [village]
    assert form.initial["participants"] == 60
    assert form.audience[f"count_{group.pk}"].value() == "7"
    assert form.speakers.initial == [
        {"institution": "BP3MI Banten", "name": "", "subject": "Materi"}
    ]
    assert form.regions.initial[0]["rt_count"] == 4
    assert "client_id" not in form.initial


def test_a_form_sent_twice_is_stored_once(operator):
    entries = {"client_id": "6f1c1b0e-6a6d-4f7b-9c55-2f0f9f0c8a11"}
    assert recorded(filled(operator, **entries)) == recorded(filled(operator, **entries))


@pytest.mark.parametrize("name", ["result", "questions"])
def test_a_narrative_that_names_a_person_is_told_at_its_field(operator, name):
    form = filled(operator, **{name: "Paspor C1234567"})
    assert "nomor paspor" in form.errors[name][0]
