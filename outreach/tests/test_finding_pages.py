"""The pages of findings: who finds what there, and what each may do."""

import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
)
from outreach.tests.finding_desk import CREATE, LIST, SECRET, Desk, step_url
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
OK, FOUND, FORBIDDEN, MISSING = 200, 302, 403, 404
STEPS = ("verify", "return", "reject", "take", "close", "reopen", "amend")


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def desk(kanwil):
    return Desk(OfficeFactory(under=kanwil))


@pytest.fixture
def village(desk):
    return GuidedVillageFactory(office=desk.office, region__name="Mustikajaya")


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


# Who sees what


def everybody(desk, kanwil, village):
    """An account of every role on this office's line, by role."""
    at = {
        Role.SUPERVISOR: kanwil,
        Role.KANWIL_HEAD: kanwil,
        Role.MONEV: CentreFactory(),
    }
    found = {role: UserFactory(role=role, office=at.get(role, desk.office)) for role in Role}
    official = found[Role.VILLAGE_OFFICIAL]
    VillageAccount.objects.create(user=official, village=village, office=desk.office)
    return found


READERS = {Role.VERIFIER, Role.OFFICE_HEAD, Role.SUPERVISOR, Role.KANWIL_HEAD, Role.MONEV}
SENDERS = {Role.PIMPASA, Role.VERIFIER, Role.VILLAGE_OFFICIAL}
OWNERS = {Role.VERIFIER, Role.OFFICE_HEAD}


def test_every_role_sees_what_it_may_and_nothing_else(client, desk, kanwil, village):
    finding = desk.sent(village=village, region=village.region, account=SECRET)
    elsewhere = Desk().sent()
    for role, user in everybody(desk, kanwil, village).items():
        client.force_login(user)
        got = {
            "list": client.get(LIST).status_code,
            "form": client.get(CREATE).status_code,
            "row": client.get(finding.get_absolute_url()).status_code,
            "verify": client.get(step_url(finding, "verify")).status_code,
        }
        assert got == {
            "list": OK if role in READERS | SENDERS else FORBIDDEN,
            "form": OK if role in SENDERS else FORBIDDEN,
            "row": OK if role in READERS else MISSING,
            "verify": (OK if role in OWNERS else FORBIDDEN) if role in READERS else MISSING,
        }, role
        wanted = OK if role == Role.MONEV else MISSING  # the centre reads all offices
        assert client.get(elsewhere.get_absolute_url()).status_code == wanted, role


def test_a_sender_reads_his_own_words_and_takes_no_step_of_the_office(as_user, desk):
    mine = desk.sent(account=SECRET)
    colleague = desk.sent(by=UserFactory(role=Role.PIMPASA, office=desk.office), account="Lain.")
    page = as_user(desk.officer)
    assert SECRET in page.get(mine.get_absolute_url()).text
    assert page.get(colleague.get_absolute_url()).status_code == MISSING
    assert "1 temuan" in page.get(LIST).text
    for step in STEPS[:-1]:
        assert page.get(step_url(mine, step)).status_code == FORBIDDEN


def test_who_only_records_finds_no_entry_in_the_menu(as_user, desk):
    for role, shown in ((Role.OPERATOR, False), (Role.ADMIN, False), (Role.PIMPASA, True)):
        page = as_user(UserFactory(role=role, office=desk.office)).get(reverse("outreach:list"))
        assert (f'href="{LIST}"' in page.text) is shown, role


# The list


def test_the_nearest_deadline_stands_first_and_what_is_over_last(as_user, desk):
    over, later = desk.closed(), desk.sent()
    urgent = desk.sent(kind="tppm")
    page = as_user(desk.verifier).get(LIST)
    order = re.findall(r'href="/temuan/(\d+)/"', page.text)
    assert list(dict.fromkeys(map(int, order))) == [urgent.pk, later.pk, over.pk]
    assert re.search(r"lewat \d+ hari", page.text)


def test_filters_narrow_the_list(as_user, desk, village):
    late = desk.sent(village=village, region=village.region)
    fresh = desk.sent(at=timezone.now(), kind="insiden")
    desk.closed()
    page = as_user(desk.verifier)
    for query, wanted in (
        ("keadaan=lewat-tenggat", {late.pk}),
        ("keadaan=terbuka", {late.pk, fresh.pk}),
        ("kind=insiden", {fresh.pk}),
        (f"village={village.pk}", {late.pk}),
        ("q=mustika", {late.pk}),
        ("q=penampungan", set()),  # the account is not searched
    ):
        rows = page.get(f"{LIST}?{query}").context["object_list"]
        assert {row.pk for row in rows} == wanted, query


def test_a_file_of_the_list_leaves_out_what_was_told(as_user, desk):
    desk.sent(account=SECRET, place="Gang buntu", people=4)
    answer = as_user(desk.verifier).get(f"{LIST}?unduh=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [row] = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert row["Jenis"] == "Orang asing"
    assert row["Tenggat"] == "3 Desember 2025 pukul 10.00 WIB"
    assert SECRET not in text
    assert "Gang buntu" not in text


# Where a finding must not show


def test_no_word_of_a_finding_stands_anywhere_else(as_user, desk, village):
    finding = desk.sent(village=village, region=village.region, account=SECRET, kind="tppo")
    desk.reject(finding, SECRET)
    page = as_user(desk.verifier)
    village_history = reverse("officers:history", args=["villages.guidedvillage", village.pk])
    office_history = reverse("officers:history", args=["officers.office", desk.office.pk])
    for url in (
        village.get_absolute_url(),
        reverse("outreach:village-panel", args=[village.pk]),
        village_history,
        office_history,
        f"{reverse('find')}?q=kontrakan",
        reverse("officers:notices"),
        reverse("outreach:list"),
    ):
        text = page.get(url).text
        assert SECRET not in text, url
        assert "Indikasi TPPO" not in text, url
    told = page.get(finding.get_absolute_url()).text
    assert SECRET in told
    assert SECRET not in re.search(r"<title>(.*?)</title>", told, re.S)[1]
    assert not any(SECRET in str(line.changes) for line in AuditEvent.objects.all())


def test_the_history_of_a_finding_is_for_its_readers(as_user, desk):
    finding = desk.sent(account=SECRET)
    url = reverse("officers:history", args=["outreach.finding", finding.pk])
    assert "mengajukan temuan" in as_user(desk.verifier).get(url).text
    assert as_user(desk.officer).get(url).status_code == FORBIDDEN
    operator = UserFactory(role=Role.OPERATOR, office=desk.office)
    assert as_user(operator).get(url).status_code == MISSING


def test_what_waits_for_a_reader_stands_in_the_menu(as_user, desk, kanwil):
    desk.sent()
    desk.verified()
    desk.closed()
    returned = desk.give_back(desk.sent(), "Lengkapi.")

    def waits(user):
        page = as_user(user).get(LIST).text
        tab = re.search(rf'href="{LIST}"[^>]*>Temuan(.*?)</a>', page, re.S)[1]
        return int(found[0]) if (found := re.findall(r"\d+", tab)) else 0

    supervisor = UserFactory(role=Role.SUPERVISOR, office=kanwil)
    assert (waits(desk.verifier), waits(desk.officer), waits(supervisor)) == (2, 1, 0)
    assert returned.submitted_by == desk.officer
