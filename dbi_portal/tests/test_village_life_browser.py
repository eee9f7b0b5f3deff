"""A village's way in a real browser: a Kanim proposes, its Kanwil answers, a step is taken back."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.tests.test_accessibility import DRESSED, SIZES, barriers, sticking_out
from villages.models import Proposal
from villages.models.village import Stage
from villages.tests.factories import GuidedVillageFactory
from villages.tests.proposing import Decision, Desk, stage_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_portal):
    return Desk()


@pytest.fixture
def seated(page, live_portal):
    """The browser with somebody signed in: seated(user)."""

    def sit(user):
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}
        page.context.clear_cookies()
        page.context.add_cookies([cookie])
        return page

    return sit


def test_three_people_bring_a_village_to_its_agreement(desk, seated):
    village = desk.candidate()
    page = seated(desk.operator)
    page.goto(village.get_absolute_url())
    page.get_by_role("link", name="Tulis usul").first.click()
    page.get_by_label(f"Pertimbangan: {village}").fill("Terdepan di kotanya")
    page.get_by_label("Tanggal surat").fill("2025-10-06")
    page.get_by_role("button", name="Simpan konsep").click()
    page.get_by_role("link", name="Kirim ke Kanwil").click()
    page.get_by_label("Nomor surat").fill("W.11-812")
    page.get_by_role("button", name="Kirim usul").click()
    page.get_by_text("Usul W.11-812 dikirim").wait_for()
    assert stage_of(village) == Stage.PROPOSED

    page = seated(desk.head)
    page.goto(village.get_absolute_url())
    page.get_by_role("link", name="Jawab usul").first.click()
    page.get_by_label("Setujui", exact=True).check()
    page.get_by_role("button", name="Simpan jawaban").click()
    page.get_by_text("Jawaban untuk usul W.11-812 tersimpan").wait_for()
    assert stage_of(village) == Stage.AGREED

    page.goto(village.get_absolute_url())
    page.get_by_role("link", name="Batalkan tahap Disetujui Kanwil").click()
    page.get_by_label("Alasan pembatalan").fill("Keliru desa")
    page.get_by_role("button", name="Batalkan tahap").click()
    page.get_by_text("Keliru desa").wait_for()
    assert stage_of(village) == Stage.PROPOSED
    assert Proposal.objects.waiting().exists()


def test_the_pages_of_that_way_have_no_barriers(desk, seated):
    village, waiting = desk.candidate(), desk.candidate()
    desk.candidate()
    GuidedVillageFactory(office=desk.office, stage=Stage.APPROVED)
    proposal = desk.sent(village, waiting)
    desk.answer(proposal, (Decision.APPROVED, ""))
    step = village.steps.first()
    seen_by = {
        desk.operator: [
            proposal.get_absolute_url(),
            village.get_absolute_url(),
            reverse("villages:proposal-create"),
            reverse("villages:inaugurate"),
            reverse("villages:step-correct", args=[step.pk]),
            reverse("villages:proposal-withdraw", args=[proposal.pk]),
        ],
        desk.head: [
            reverse("villages:proposal-answer", args=[proposal.pk]),
            reverse("villages:step-undo", args=[village.steps.last().pk]),
        ],
    }
    for user, addresses in seen_by.items():
        page = seated(user)
        for address in addresses:
            for size, scheme in (("phone", "dark"), ("office", "light")):
                page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                assert page.goto(address).status == 200
                page.wait_for_function(DRESSED)
                assert barriers(page) == []
                assert sticking_out(page) == []
