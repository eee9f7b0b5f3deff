"""Calendar, targets and follow-ups with something in them, as a real browser shows them."""

from datetime import date, time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.tests.test_accessibility import DRESSED, SIZES, barriers, sticking_out
from officers.roles import Role
from officers.tests.factories import NoticeFactory, OfficeFactory, UserFactory
from outreach.models import FollowUp, Session
from outreach.tests.factories import FollowUpFactory, SessionFactory
from villages.tests.factories import GuidedVillageFactory, RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DARK_PHONE, LIGHT_OFFICE = ("phone", "dark"), ("office", "light")


@pytest.fixture
def desk(page, live_portal):
    """A browser in which an operator is signed in whose month holds a session of every state."""
    office = OfficeFactory()
    user = UserFactory(office=office, role=Role.OPERATOR)
    client = Client()
    client.force_login(user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal}
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([cookie | {"value": value}])
    fill(office, user)
    return page


def fill(office, user):
    for day, status in enumerate(("direncanakan", "dilaporkan", "dibatalkan", "terlaksana"), 6):
        SessionFactory(office=office, held_on=date(2025, 10, day), status=status, starts_at=time(9))
    SessionFactory(office=office, held_on=date(2025, 10, 10), returned=True)
    held = SessionFactory(office=office, approved=True, held_on=date(2025, 10, 10))
    for _ in range(3):
        FollowUpFactory(session=held, region=RegionFactory(), due_on=date(2025, 10, 20))
    GuidedVillageFactory(office=office)
    NoticeFactory.create_batch(2, user=user)


def open_page(desk, name, size, scheme, query=""):
    desk.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    desk.goto(f"{reverse(name)}{query}")
    desk.wait_for_function(DRESSED)


@pytest.mark.parametrize(
    "name", ["calendar", "targets", "follow-up-list", "feeds"], ids=lambda name: name
)
def test_a_filled_page_has_no_barriers_and_does_not_scroll_sideways(desk, name):
    for size, scheme in (DARK_PHONE, LIGHT_OFFICE):
        open_page(desk, f"outreach:{name}", size, scheme, "?bulan=2025-10")
        for summary in desk.locator(".agreed summary").all():
            summary.click()
        assert barriers(desk) == []
        assert sticking_out(desk) == []


def test_wide_it_is_a_grid_and_on_the_phone_an_agenda(desk):
    open_page(desk, "outreach:calendar", *LIGHT_OFFICE, "?bulan=2025-10")
    first, second = (desk.locator(".day").nth(number).bounding_box() for number in (0, 1))
    assert first["y"] == second["y"]
    assert desk.locator(".day:visible").count() == 31
    monday = desk.locator(".day", has_text="Senin, 6 Oktober 2025").bounding_box()
    assert monday["x"] < first["x"]  # the first of October 2025 is a Wednesday
    open_page(desk, "outreach:calendar", *DARK_PHONE, "?bulan=2025-10")
    assert desk.locator(".day:visible").count() == 6
    assert desk.locator(".day-name:visible").first.inner_text() == "Senin, 6 Oktober 2025"


def test_the_agenda_is_copied_with_one_button(desk):
    open_page(desk, "outreach:calendar", *LIGHT_OFFICE, "?bulan=2025-10&pekan=2025-10-06")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.get_by_role("button", name="Salin teks").click()
    desk.get_by_text("Teks tersalin.").wait_for()
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("*Agenda ")
    assert "*Selasa, 7 Oktober*" in copied


def test_a_month_is_planned_by_keyboard_alone(desk):
    open_page(desk, "outreach:calendar", *LIGHT_OFFICE, "?bulan=2025-10")
    desk.get_by_role("link", name="Rencanakan kegiatan Rabu, 15 Oktober 2025").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/kegiatan/tambah/**")
    assert desk.input_value("[name=held_on]") == "2025-10-15"


def test_a_group_is_marked_as_done_with_one_tick(desk):
    open_page(desk, "outreach:follow-up-list", *DARK_PHONE)
    desk.locator("[name=kelompok]").check()
    desk.fill("[name=done_on]", "2025-10-21")
    desk.get_by_role("button", name="Tandai selesai").click()
    desk.get_by_text("3 tindak lanjut ditandai selesai.").wait_for()
    assert not FollowUp.objects.open().exists()
    assert Session.objects.count() == 6
