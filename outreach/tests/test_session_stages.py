"""Planned, held, reported, corrected: the steps of a session on its pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions.corrections import open_correction
from outreach.actions.refusals import NotYetHeld
from outreach.actions.review import hold_session
from outreach.models import Session
from outreach.tests.entries import changed, filled, recorded, session_entries
from outreach.tests.factories import NOW, AudienceGroupFactory, FollowUpFactory, SessionFactory
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
Status = Session.Status
TOMORROW = (NOW + timedelta(days=1)).date()


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def operator(office):
    return UserFactory(role=Role.OPERATOR, office=office)


@pytest.fixture
def page(client, operator):
    client.force_login(operator)
    return lambda url: client.get(url).text


def address(name, row):
    return reverse(f"outreach:{name}", args=[row.pk])


def test_what_took_place_is_noted_before_it_is_reported(operator):
    session = recorded(filled(operator, langkah="terlaksana"))
    assert (session.status, session.reported_by) == (Status.HELD, None)


def test_a_day_to_come_cannot_have_been_held(operator):
    form = filled(operator, langkah="terlaksana", held_on=TOMORROW.isoformat())
    assert "belum berlangsung" in form.errors["held_on"][0]
    plan = SessionFactory(planned=True, office=operator.office, held_on=TOMORROW)
    with pytest.raises(NotYetHeld):
        hold_session(session=plan, by=operator, at=NOW)


def test_a_held_session_does_not_move_into_the_future(operator):
    session = SessionFactory(status=Status.HELD, office=operator.office)
    form = filled(operator, instance=session, langkah="simpan", held_on=TOMORROW.isoformat())
    assert "belum berlangsung" in form.errors["held_on"][0]


def test_a_plan_is_marked_as_held_on_its_page(client, operator, office):
    client.force_login(operator)
    plan = SessionFactory(planned=True, office=office)
    assert "Tandai terlaksana" in client.get(plan.get_absolute_url()).text
    client.post(address("hold", plan))
    plan.refresh_from_db()
    assert plan.status == Status.HELD
    assert "Kirim laporan" in client.get(plan.get_absolute_url()).text


def test_a_plan_to_come_is_neither_held_nor_sent(page, office):
    day = timezone.localdate() + timedelta(days=3)
    plan = SessionFactory(planned=True, office=office, held_on=day)
    shown = page(plan.get_absolute_url())
    assert "Tandai terlaksana" not in shown
    assert reverse("outreach:submit", args=[plan.pk]) not in shown


def test_fewer_than_two_photos_are_only_pointed_out(client, operator):
    client.force_login(operator)
    sent = client.post(reverse("outreach:create"), session_entries(), follow=True)
    assert "belum ada foto, lazimnya 2–5" in sent.text
    assert Session.objects.get().status == Status.REPORTED


def test_the_office_opens_a_correction_and_lands_in_its_form(client, operator, office):
    client.force_login(operator)
    session = SessionFactory(approved=True, office=office, participants=16)
    sent = {"reason": "Peserta 60, salah baca."}
    answer = client.post(address("correct", session), sent, follow=True)
    correction = session.corrections.get()
    assert answer.redirect_chain[-1][0] == address("change", correction)
    assert "Peserta 60, salah baca." in answer.text


def test_a_correction_that_is_open_is_gone_on_with(client, operator, office):
    client.force_login(operator)
    session = SessionFactory(approved=True, office=office)
    correction = open_correction(session=session, reason="Salah.", by=operator, at=NOW)
    answer = client.get(address("correct", session), follow=True)
    assert answer.redirect_chain[-1][0] == correction.get_absolute_url()


def test_a_reviewer_asks_for_a_correction_from_its_page(client, office):
    client.force_login(UserFactory(role=Role.OFFICE_HEAD, office=office))
    session = SessionFactory(approved=True, office=office)
    assert "Minta koreksi" in client.get(session.get_absolute_url()).text
    client.post(address("ask-correction", session), {"reason": "Tanggalnya keliru."})
    assert session.corrections.get().status == Status.RETURNED


def test_the_page_leads_from_one_revision_to_the_other(page, operator, office):
    session = SessionFactory(approved=True, office=office)
    correction = open_correction(session=session, reason="Salah baca.", by=operator, at=NOW)
    assert correction.get_absolute_url() in page(session.get_absolute_url())
    shown = page(correction.get_absolute_url())
    assert "Koreksi disusun" in shown
    assert session.get_absolute_url() in shown
    assert "Belum ada yang berubah." in shown


def test_the_list_has_one_row_a_session_and_marks_open_corrections(page, operator, office):
    replaced = SessionFactory(office=office, status=Status.SUPERSEDED, title="Revisi lama")
    session = SessionFactory(approved=True, office=office, title="Sambang desa")
    given_up = open_correction(session=session, reason="Keliru.", by=operator, at=NOW)
    Session.objects.filter(pk=given_up.pk).update(status=Status.CANCELLED, cancel_reason="Benar.")
    correction = open_correction(session=session, reason="Salah.", by=operator, at=NOW)
    shown = page(reverse("outreach:list"))
    assert replaced.title not in shown
    assert f'"{given_up.get_absolute_url()}"' not in shown
    assert f'"{session.get_absolute_url()}"' in shown
    assert f'"{correction.get_absolute_url()}"' in shown
    assert shown.count("Koreksi disusun") >= 1


def test_follow_ups_are_ticked_off_on_what_stands(page, operator, office):
    session = SessionFactory(approved=True, office=office)
    FollowUpFactory(session=session)
    correction = open_correction(session=session, reason="Salah.", by=operator, at=NOW)
    assert "Tandai selesai" in page(session.get_absolute_url())
    assert "Tandai selesai" not in page(correction.get_absolute_url())


def test_the_next_session_repeats_what_repeats(page, operator, office):
    village = GuidedVillageFactory(office=office)
    rows = {"narasumber": [{"institution": "BP3MI Banten", "name": "Kepala seksi"}]}
    group = AudienceGroupFactory(name="Ketua RW")
    entries = {
        "villages": [str(village.pk)],
        "opened_by": "Lurah",
        "result": "Semua setuju.",
        "participants": "45",
        f"unsur-count_{group.pk}": "45",
        "starts_at": "09:00",
    }
    last = recorded(filled(operator, rows=rows, **entries))
    FollowUpFactory(session=last, task="Undang lagi")
    shown = page(f"{reverse('outreach:create')}?seperti={last.pk}")
    for repeated in ("Sosialisasi bahaya TPPO", "BP3MI Banten", "Lurah", "09:00", "Balai RW 05"):
        assert repeated in shown
    assert f'id="id_unsur-present_{group.pk}" checked' in shown
    for fresh in ("Semua setuju.", 'value="45"', "2025-10-31", "Undang lagi"):
        assert fresh not in shown


@pytest.mark.parametrize("asked", ["x", "999999", "%00"])
def test_an_address_that_means_no_session_starts_an_empty_form(page, asked):
    assert "Seperti sesi lalu" not in page(f"{reverse('outreach:create')}?seperti={asked}")


def test_somebody_elses_session_is_not_copied(page):
    foreign = SessionFactory(title="Rahasia kantor lain")
    assert foreign.title not in page(f"{reverse('outreach:create')}?seperti={foreign.pk}")


def test_texts_for_whatsapp_come_before_and_after(page, office):
    day = timezone.localdate() + timedelta(days=3)
    plan = page(SessionFactory(planned=True, office=office, held_on=day).get_absolute_url())
    assert "*Undangan: " in plan
    assert "3 hari lagi" in plan
    assert "https://wa.me/?text=" in plan
    done = page(SessionFactory(approved=True, office=office, result="Rapat.").get_absolute_url())
    assert "Rekap singkat" in done


def test_a_due_date_whose_weekday_does_not_fit_is_pointed_out(operator):
    row = {"task": "Sebarkan", "owner": "Lurah", "due_on": "Selasa, 11 Oktober 2025"}
    form = filled(operator, rows={"lanjut": [row]})
    assert not form.is_valid()
    assert any("bukan Selasa" in sentence for _, _, sentence in form.part_errors())


def test_units_fill_the_counts_they_name(operator):
    village = GuidedVillageFactory(office=operator.office).region
    row = {"region": village.pk, "units": "RW 05, RT 01–04; RW 06, RT 02"}
    session = recorded(filled(operator, rows={"rtrw": [row]}))
    assert session.regions_reached.values_list("rt_count", "rw_count", "units").get() == (
        5,
        2,
        "RW 05, RT 01–04; RW 06, RT 02",
    )


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"units": "RW 05, RT 01–04", "rt_count": "9"}, "Yang disebut 4 RT"),
        ({"units": "semua RT"}, "tidak dikenali"),
    ],
)
def test_units_that_contradict_or_name_nothing_are_said(operator, entries, sentence):
    village = GuidedVillageFactory(office=operator.office).region
    form = filled(operator, rows={"rtrw": [{"region": village.pk} | entries]})
    assert not form.is_valid()
    assert any(sentence in said for _, _, said in form.part_errors())


def test_a_change_of_a_plan_can_say_that_it_took_place(client, operator, office):
    plan = SessionFactory(planned=True, office=office)
    client.force_login(operator)
    client.post(address("change", plan), session_entries(langkah="terlaksana"))
    plan.refresh_from_db()
    assert plan.status == Status.HELD


def test_changing_keeps_the_status(operator, office):
    session = SessionFactory(status=Status.HELD, office=office)
    assert changed(filled(operator, instance=session, langkah="simpan")).status == Status.HELD
