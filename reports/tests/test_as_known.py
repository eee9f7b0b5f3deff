"""Any figure as the portal knew it at the end of a past day, on the reader's own clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.models import Session
from outreach.tests.factories import SessionFactory
from reports.actions.statistics import correct_statistic
from reports.models import ReportStep
from reports.tests.dashboards import AUGUST, JULY, opened, panel, rows_behind, values
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import passports, report, village
from villages.models import GuidedVillage, VillageStep

pytestmark = pytest.mark.django_db
# 812 was entered on the third of September at noon and put right, to 845, on the twentieth.
ENTERED = datetime(2025, 9, 3, 5, tzinfo=UTC)
CORRECTED = datetime(2025, 9, 20, 5, tzinfo=UTC)
BEFORE, BETWEEN, AFTER = "2025-09-02", "2025-09-10", "2025-09-30"
Stage = GuidedVillage.Stage


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def office(kanwil):
    return OfficeFactory(short_name="Kanim Bekasi", under=kanwil)


@pytest.fixture
def clerk(client, office):
    clerk = UserFactory(office=office)
    client.force_login(clerk)
    return clerk


@pytest.fixture
def figure(office, clerk):
    """August's passports, corrected once."""
    passports(office, JULY, 700, at=ENTERED)
    old = passports(office, AUGUST, 812, at=ENTERED)
    correct_statistic(statistic=old, count=845, reason="salah ketik", by=clerk, at=CORRECTED)
    return old


def issued(client, **query):
    return values(opened(client, **query))["Paspor PMI terbit"]


def at(day: str, hour: int = 5) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00")


# The dashboard


def test_a_dashboard_shows_the_figure_the_portal_knew_on_that_day(client, figure):
    assert issued(client) == "845"
    assert issued(client, per=AFTER) == "845"
    assert issued(client, per=BETWEEN) == "812"


def test_before_anything_was_entered_the_month_is_empty(client, figure):
    page = opened(client, per=BEFORE)
    assert page.dashboard.facts.is_empty
    assert "845" not in page.text


def test_the_day_ends_on_the_clock_of_the_readers_office(client, kanwil):
    # Half past ten in the evening in Jakarta, half past midnight of the next day in Jayapura.
    late = datetime(2025, 9, 10, 15, 30, tzinfo=UTC)
    for zone, shown in (("Asia/Jakarta", "812"), ("Asia/Jayapura", None)):
        office = OfficeFactory(under=kanwil, time_zone=zone)
        passports(office, AUGUST, 812, at=late)
        client.force_login(UserFactory(office=office))
        page = opened(client, per="2025-09-10")
        assert values(page).get("Paspor PMI terbit") == (shown or "–")


def test_a_page_of_a_past_day_says_so_and_leads_back(client, figure):
    page = opened(client, per=AFTER)
    assert "Angka seperti diketahui portal pada 30 September 2025" in page.text
    assert "Kembali ke hari ini" in page.text
    assert 'href="?bulan=2025-08"' in page.text
    assert "Bukan angka hari ini" not in opened(client).text


def test_the_day_stays_in_the_addresses_of_the_page(client, figure):
    page = opened(client, per=BETWEEN)
    shown = page.dashboard.figures[0]
    assert f"per={BETWEEN}" in shown.url
    assert all(f"per={BETWEEN}" in turn.url for turn in page.dashboard.page.others)
    drawing = panel(page, "drawing")
    assert f"per={BETWEEN}" in drawing.wide
    drawn = client.get(drawing.wide)
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")


def test_todays_work_is_not_told_on_the_page_of_a_past_day(client, figure):
    assert "Perlu perhatian" in opened(client).text
    assert "Perlu perhatian" not in opened(client, per=AFTER).text


def test_registers_of_the_present_are_not_linked_from_the_past(client, office, figure):
    SessionFactory(office=office, held_on=date(2025, 8, 5), approved=True, reviewed_at=ENTERED)
    for query, wanted in (({"per": AFTER}, None), ({}, reverse("outreach:list"))):
        found = client.get(panel(opened(client, **query), "sessions").url).context["drill"]
        assert found.total == 1
        assert (found.source and found.source.url.partition("?")[0]) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2999-01-01", "belum tiba"),
        ("kemarin", "bukan tanggal"),
        ("2025-02-30", "bukan tanggal"),
        ("0001-01-01", "terlalu lama"),
    ],
)
def test_a_day_that_cannot_be_is_pointed_out_and_today_is_shown(client, figure, text, said):
    for address in ("home", "reports:statistic-list", "reports:figure-origin"):
        page = client.get(reverse(address), {"bulan": "2025-08", "per": text}).content.decode()
        assert said in page
        assert "Yang tampil angka hari ini" in page
        assert "845" in page


def test_a_month_after_the_day_had_not_begun_then(client, figure):
    page = opened(client, Month(2025, 10), per=BETWEEN)
    assert "Oktober 2025 belum dimulai" in page.text
    assert page.dashboard.page.title == "Agustus 2025"


def test_the_latest_month_is_the_one_known_then(client, office, figure):
    passports(office, Month(2025, 9), 10, at=at("2025-10-05"))
    assert opened(client, month=None, per=AFTER).dashboard.page.title == "Agustus 2025"
    assert opened(client, month=None, per="2025-10-06").dashboard.page.title == "September 2025"


# Sessions


def sessions_on(client, day: str) -> str:
    return values(opened(client, per=day))["Kegiatan disetujui"]


def test_a_session_counts_from_its_approval_on(client, office, figure):
    SessionFactory(
        office=office, held_on=date(2025, 8, 5), approved=True, reviewed_at=at("2025-09-12")
    )
    assert sessions_on(client, BETWEEN) == "0"
    assert sessions_on(client, AFTER) == "1"


def test_a_corrected_session_says_then_what_it_said_then(client, office, figure):
    first = SessionFactory(
        office=office, held_on=date(2025, 8, 5), participants=60, approved=True,
        reviewed_at=at("2025-09-04"),
    )  # fmt: skip
    SessionFactory(
        office=office, held_on=date(2025, 8, 5), participants=64, approved=True, corrects=first,
        revision=2, correction_reason="Empat orang terlewat.", reviewed_at=at("2025-09-15"),
    )  # fmt: skip
    Session.objects.filter(pk=first.pk).update(status=Session.Status.SUPERSEDED)
    for day, people in ((BETWEEN, 60), (AFTER, 64)):
        held = panel(opened(client, per=day), "sessions").held
        assert (held.count.sessions, held.count.participants) == (1, people)
    counted = {
        day: Session.objects.known_at(at(day)).get().participants for day in (BETWEEN, AFTER)
    }
    assert counted == {BETWEEN: 60, AFTER: 64}


def test_a_correction_that_waits_for_review_changes_nothing(client, office, figure):
    first = SessionFactory(
        office=office, held_on=date(2025, 8, 5), approved=True, reviewed_at=at("2025-09-04")
    )
    SessionFactory(
        office=office, held_on=date(2025, 8, 5), corrects=first, revision=2,
        correction_reason="Judulnya lain.",
    )  # fmt: skip
    assert sessions_on(client, AFTER) == "1"


# Villages


def recorded(found, *moments):
    """Its steps as if each had been put on record at its moment."""
    for step, moment in zip(found.steps.all(), moments, strict=True):
        VillageStep.trace.filter(pk=step.pk).update(recorded_at=moment)


def stages_on(client, day: str) -> dict:
    return dict(opened(client, per=day).dashboard.facts.stages(AUGUST))


def test_a_village_stands_where_the_portal_knew_it_to_stand(client, office, figure):
    found = village(office, diusulkan=date(2025, 7, 1), aktif=date(2025, 8, 20))
    recorded(found, at("2025-07-02"), at("2025-09-15"))
    assert stages_on(client, BETWEEN) == {Stage.PROPOSED: 1}
    assert stages_on(client, AFTER) == {Stage.ACTIVE: 1}


def test_a_step_taken_back_later_stood_until_then(client, office, figure):
    found = village(office, diusulkan=date(2025, 7, 1), aktif=date(2025, 8, 20))
    recorded(found, at("2025-07-02"), at("2025-08-21"))
    VillageStep.trace.filter(stage=Stage.ACTIVE).update(
        voided_at=at("2025-09-15"), void_reason="Salah desa."
    )
    assert stages_on(client, BETWEEN) == {Stage.ACTIVE: 1}
    assert stages_on(client, AFTER) == {Stage.PROPOSED: 1}


def test_a_step_put_right_later_says_then_what_it_said_then(office):
    """Two steps of one day; the first of them was corrected: then as now it comes first."""
    day = date(2025, 8, 20)
    found = village(office, disetujui=day, aktif=day)
    recorded(found, at("2025-08-21"), at("2025-08-21"))
    approved = found.steps.order_by("pk").first()
    old = VillageStep.trace.create(
        village=found, office=office, stage=Stage.PROPOSED, happened_on=day,
        voided_at=at("2025-09-15"), void_reason="Tahapnya lain.",
    )  # fmt: skip
    VillageStep.trace.filter(pk=old.pk).update(recorded_at=at("2025-08-21"))
    VillageStep.trace.filter(pk=approved.pk).update(replaces=old, recorded_at=at("2025-09-15"))
    known = VillageStep.trace.known_at(at(BETWEEN)).order_by("happened_on", "kept_place")
    assert [step.stage for step in known] == [Stage.PROPOSED, Stage.ACTIVE]
    for moment in (None, at(BETWEEN), at(AFTER)):
        then = GuidedVillage.objects.with_stage_on(day, known_at=moment).get()
        assert then.stage_then == Stage.ACTIVE


# Who had reported


def test_who_had_reported_is_told_as_it_stood_that_day(client, kanwil, office, figure):
    sent = report(office, AUGUST, status="received")
    type(sent).objects.filter(pk=sent.pk).update(created_at=at("2025-09-01"))
    for kind, moment in (("dikirim", "2025-09-04"), ("diterima", "2025-09-12")):
        ReportStep.objects.create(
            report=sent, office=office, revision_number=1, kind=kind, happened_at=at(moment)
        )
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    for day, status in (("2025-09-03", "draft"), (BETWEEN, "sent"), (AFTER, "received")):
        [state] = opened(client, per=day).dashboard.facts.reports
        assert state.status == status
    assert not [s for s in opened(client, per="2025-08-31").dashboard.facts.reports if s.status]


# Register and origin


def rows(client, **query):
    page = client.get(reverse("reports:statistic-list"), {"month_from": "2025-08", **query})
    return page, [
        next(cell.text for cell in row.cells if cell.column.key == "jumlah")
        for row in page.context["rows"]
    ]


def test_the_register_lists_what_held_on_that_day(client, figure):
    assert rows(client)[1] == ["845"]
    page, counts = rows(client, per=BETWEEN)
    assert counts == ["812"]
    assert "dikoreksi" in page.content.decode()
    assert "Angka seperti diketahui portal pada 10 September 2025" in page.content.decode()
    assert rows(client, per=BEFORE)[1] == []


def test_the_registers_file_holds_the_same_rows(client, figure):
    asked = {"month_from": "2025-08", "per": BETWEEN, "unduh": "csv"}
    response = client.get(reverse("reports:statistic-list"), asked)
    text = (
        b"".join(response).decode("utf-8-sig") if response.streaming else response.content.decode()
    )
    assert "812" in text
    assert "845" not in text


def test_the_origin_of_a_past_figure_is_the_cell_it_came_from_then(client, figure):
    page = opened(client, per=BETWEEN)
    origin = rows_behind(client, page.dashboard.figures[0].url)
    assert [row.cells[1].text for row in origin.context["rows"]] == ["812"]
    assert "812" in page.text
    assert "Angka seperti diketahui portal pada 10 September 2025" in origin.content.decode()


def test_someone_elses_office_stays_unseen_on_any_day(client, figure):
    other = OfficeFactory()
    StatisticFactory(office=other, count=9999, at=ENTERED)
    asked = {"kantor": other.code, "bulan": "2025-08", "per": AFTER}
    assert client.get(reverse("home"), asked).status_code == 404
    assert client.get(reverse("reports:figure-origin"), asked).status_code == 404
    assert rows(client, per=AFTER)[1] == ["845"]


def test_looking_back_asks_no_more_of_the_database_for_more_offices(
    client, kanwil, office, figure, django_assert_max_num_queries
):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    for _ in range(4):
        passports(OfficeFactory(under=kanwil), AUGUST, 5, at=ENTERED + timedelta(hours=1))
    with django_assert_max_num_queries(40):
        assert issued(client, per=BETWEEN) == "832"
