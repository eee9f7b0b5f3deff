"""The register of what was agreed: found, grouped, marked as done or open again together."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from officers.models import AuditEvent, OfficeSupervision
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions.follow_ups import complete_follow_ups, reopen_follow_ups
from outreach.actions.refusals import NamesAPerson
from outreach.models import FollowUp, Session
from outreach.tests.factories import FollowUpFactory, SessionFactory
from villages.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 1, 3, tzinfo=UTC)
DONE = date(2025, 11, 20)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def reader(client, office):
    user = UserFactory(office=office)
    client.force_login(user)
    return user


@pytest.fixture
def session(office):
    return SessionFactory(office=office, approved=True, title="Diseminasi")


@pytest.fixture
def same(session):
    """One task asked of three villages."""
    return [
        FollowUpFactory(session=session, region=RegionFactory(), due_on=date(2025, 11, 30))
        for _ in range(3)
    ]


def page(client, **query):
    answer = client.get(reverse("outreach:follow-up-list"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def mark(client, query="", **entries):
    url = reverse("outreach:follow-up-change") + query
    return client.post(url, {"tindakan": "selesai", "done_on": "2025-11-20", "note": ""} | entries)


def complete(rows, by, **more):
    return complete_follow_ups(
        **{"follow_ups": rows, "done_on": DONE, "note": "", "by": by, "at": AT} | more
    )


def lines(html):
    """The body's lines: groups, not rows."""
    return re.findall(r'<tr role="row">.*?</tr>', html.split("<tbody")[1], re.S)


# The list


def test_the_same_task_of_many_villages_is_one_line_that_opens(client, reader, same):
    FollowUpFactory(session=same[0].session, task="Melapor ke camat")
    html = page(client)
    found = lines(html)
    assert len(found) == 2
    assert "0 dari 3 wilayah selesai" in found[0]
    assert all(str(row.region) in found[0] for row in same)
    assert "4 tindak lanjut" in html


def test_the_longest_overdue_comes_first_and_what_is_finished_last(client, reader, session):
    for task, due_on, done_on in (
        ("Selesai", date(2025, 11, 1), DONE),
        ("Nanti", date(2097, 1, 1), None),
        ("Tanpa batas", None, None),
        ("Lewat", date(2025, 11, 5), None),
    ):
        FollowUpFactory(session=session, task=task, due_on=due_on, done_on=done_on)
    tasks = [re.search(r"</span>([^<]+)</label>", line)[1] for line in lines(page(client))]
    assert tasks == ["Lewat", "Nanti", "Tanpa batas", "Selesai"]
    backwards = [
        re.search(r"</span>([^<]+)</label>", line)[1]
        for line in lines(page(client, urut="-batas-waktu"))
    ]
    assert backwards == ["Nanti", "Lewat", "Selesai", "Tanpa batas"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [("terlambat", {"Lewat"}), ("berjalan", {"Lewat", "Nanti"}), ("selesai", {"Beres"})],
)
def test_the_list_is_filtered_by_how_things_stand(client, reader, session, state, shown):
    FollowUpFactory(session=session, task="Lewat", due_on=timezone.localdate() - timedelta(days=3))
    FollowUpFactory(session=session, task="Nanti", due_on=timezone.localdate() + timedelta(days=3))
    FollowUpFactory(session=session, task="Beres", done_on=DONE)
    html = page(client, keadaan=state)
    assert {
        task for task in ("Lewat", "Nanti", "Beres") if f"</span>{task}</label>" in html
    } == shown


def test_village_owner_and_day_narrow_the_list(client, reader, session, same):
    other = FollowUpFactory(session=session, owner="Camat", task="Rapat", due_on=date(2025, 12, 15))
    by_region = page(client, region=same[0].region.code)
    assert "1 dari 4 tindak lanjut" in by_region
    assert other.task not in by_region
    assert "3 dari 4" in page(client, owner="lur")
    assert "1 dari 4" in page(client, batas_dari="2025-12-01", batas_sampai="2025-12-31")


def test_only_agreements_that_stand_are_listed(client, reader, office, session):
    gone = SessionFactory(office=office, status=Session.Status.CANCELLED)
    draft = SessionFactory(
        office=office, corrects=session, revision=2, correction_reason="Salah tanggal"
    )
    FollowUpFactory(session=session, task="Berlaku")
    FollowUpFactory(session=gone, task="Batal")
    FollowUpFactory(session=draft, task="Konsep")
    html = page(client)
    assert "Berlaku" in html
    assert "Batal<" not in html
    assert "Konsep" not in html


def test_a_kanwil_sees_its_offices_and_no_others(client, office, same):
    kanwil = OfficeSupervision.objects.get(office=office).supervisor
    stranger = FollowUpFactory(task="Milik kantor lain")
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    html = page(client)
    assert same[0].task in html
    assert stranger.task not in html
    assert "Tandai selesai" not in html


def test_the_workbook_holds_every_row_and_where_it_comes_from(client, reader, same):
    answer = client.get(reverse("outreach:follow-up-list"), {"unduh": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert rows[3][:4] == ("Tindak lanjut", "Penanggung jawab", "Wilayah", "Batas waktu")
    assert len(rows) == 4 + 3
    assert rows[4][7] == "Diseminasi"


def test_a_long_register_takes_as_many_queries_as_a_short_one(
    client, reader, office, django_assert_max_num_queries
):
    for _ in range(15):
        for _ in range(2):
            FollowUpFactory(session__office=office, region=RegionFactory())
    with django_assert_max_num_queries(18):
        page(client)
    with django_assert_max_num_queries(18):
        client.get(reverse("outreach:follow-up-list"), {"unduh": "xlsx"})


# Marking


def test_a_whole_group_is_marked_with_one_tick(client, reader, same):
    answer = mark(client, "?keadaan=berjalan", kelompok=min(row.pk for row in same), note="Lisan")
    assert answer.url == f"{reverse('outreach:follow-up-list')}?keadaan=berjalan"
    assert "3 tindak lanjut ditandai selesai" in client.get(answer.url).content.decode()
    assert set(FollowUp.objects.values_list("done_on", "note")) == {(DONE, "Lisan")}


def test_a_group_ticked_in_a_narrowed_list_means_what_the_list_shows(client, reader, same):
    mark(client, f"?region={same[1].region.code}", kelompok=same[1].pk)
    assert list(FollowUp.objects.filter(done_on=DONE)) == [same[1]]


def test_some_of_a_group_are_marked_and_opened_again(client, reader, same):
    mark(client, pk=[same[0].pk, same[1].pk])
    assert FollowUp.objects.filter(done_on=DONE).count() == 2
    answer = mark(client, pk=[same[0].pk], tindakan="buka", note="Belum terlaksana")
    assert "1 tindak lanjut dibuka lagi" in client.get(answer.url).content.decode()
    same[0].refresh_from_db()
    assert (same[0].done_on, same[0].note) == (None, "Belum terlaksana")


def test_nothing_ticked_is_said_and_nothing_typed_is_lost(client, reader, same):
    html = mark(client, note="Sudah dicek").content.decode()
    assert "Pilih dahulu tindak lanjut" in html
    assert 'value="Sudah dicek"' in html


def test_a_day_to_come_is_refused_at_its_field_and_the_ticks_stay(client, reader, same):
    year = timezone.localdate().year + 1
    html = mark(client, kelompok=same[0].pk, done_on=f"{year}-01-01").content.decode()
    assert f"1 Januari {year} belum tiba" in html
    assert re.search(rf'value="{same[0].pk}" id="kelompok-\d+" checked', html)
    assert not FollowUp.objects.filter(done_on__isnull=False).exists()


def test_an_empty_day_is_asked_for(client, reader, same):
    assert "Isi tanggal selesainya" in mark(client, pk=same[0].pk, done_on="").content.decode()


def test_somebody_elses_rows_cannot_be_ticked(client, reader):
    stranger = FollowUpFactory(due_on=date(2025, 11, 30))
    for entries in ({"pk": stranger.pk}, {"kelompok": stranger.pk}, {"pk": "x"}):
        assert "Pilih dahulu" in mark(client, **entries).content.decode()
    stranger.refresh_from_db()
    assert stranger.done_on is None


def test_who_may_only_read_marks_nothing(client, office, same):
    client.force_login(UserFactory(office=office, role=Role.OFFICE_HEAD))
    assert mark(client, pk=same[0].pk).status_code == 403


def test_each_row_leaves_its_own_line_and_its_sessions_history_knows(reader, same):
    assert complete(same, reader, note="Lisan") == 3
    events = AuditEvent.objects.filter(action="outreach.followup.completed")
    assert {event.target for event in events} == {f"outreach.FollowUp:{row.pk}" for row in same}
    assert events[0].about == [f"outreach.Session:{same[0].session_id}"]
    assert events[0].changes == {"done_on": [None, "2025-11-20"], "told": "Lisan"}
    assert complete(same, reader) == 0


def test_nothing_is_done_before_it_was_agreed_and_then_nothing_is_written(reader, same, session):
    early = FollowUpFactory(session__office=session.office, session__held_on=date(2025, 11, 25))
    with pytest.raises(ValidationError, match="baru disepakati 25 November 2025"):
        complete([*same, early], reader)
    assert not FollowUp.objects.filter(done_on__isnull=False).exists()


def test_the_day_goes_by_the_offices_own_clock(session, reader):
    east = FollowUpFactory(session__office=OfficeFactory(time_zone="Asia/Jayapura"))
    west = FollowUpFactory(session=session)
    late = datetime(2025, 11, 19, 16, tzinfo=UTC)  # 23.00 WIB, already the 20th in WIT
    assert complete([east], reader, at=late) == 1
    with pytest.raises(ValidationError, match="20 November 2025 belum tiba"):
        complete([west], reader, at=late)


def test_a_note_joins_the_old_one_and_names_nobody(reader, session):
    row = FollowUpFactory(session=session, note="Lewat RT")
    complete([row], reader, note="Sudah  dipasang")
    row.refresh_from_db()
    assert row.note == "Lewat RT; Sudah dipasang"
    reopen_follow_ups(follow_ups=[row], by=reader, at=AT)
    with pytest.raises(NamesAPerson):
        complete([row], reader, note="NIK 3275031234567890")
    with pytest.raises(ValidationError, match="sisa 274 huruf"):
        complete([row], reader, note="a" * 290)


def test_on_its_sessions_page_a_task_stays_one_line_when_some_are_marked_with_a_note(
    client, reader, session, same
):
    mark(client, pk=same[0].pk, note="Lewat rapat RW")
    html = client.get(session.get_absolute_url()).content.decode()
    assert html.count(f"<h3>{same[0].task}</h3>") == 1
    assert "1 dari 3</b>" in html
    assert html.count("Lewat rapat RW") == 1
