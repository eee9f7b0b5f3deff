"""The steps of a finding as its pages offer them, for one and for two at once."""

import re

import pytest

from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.tests.finding_desk import SECRET, Desk, entries, step_url

pytestmark = pytest.mark.django_db
FOUND, FORBIDDEN = 302, 403


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_the_next_step_is_the_button_and_says_what_it_does(as_user, desk):
    page = as_user(desk.verifier)
    labels = []
    finding = desk.sent()
    for verb, note in (("verify", ""), ("take", "Dirujuk."), ("close", "Dicegah.")):
        head = page.get(finding.get_absolute_url()).context["page"]
        labels.append([head.primary.label, *(act.label for act in head.others)])
        answer = page.post(step_url(finding, verb), {"note": note}, follow=True)
    closed = answer.context["page"]
    labels.append([closed.primary, *(act.label for act in closed.others)])
    assert labels == [
        ["Verifikasi", "Minta perbaikan", "Tolak"],
        ["Tindak lanjuti", "Tolak"],
        ["Tandai selesai"],
        [None, "Buka lagi"],
    ]
    assert "Temuan selesai." in answer.text
    assert "Dicegah." in answer.text


def test_the_sender_puts_right_what_came_back(as_user, desk):
    finding = desk.give_back(desk.sent(), "Tulis tempatnya.")
    page = as_user(desk.officer)
    shown = page.get(finding.get_absolute_url())
    assert (shown.context["page"].primary.label, shown.text.count("Tulis tempatnya.")) == (
        "Perbaiki",
        1,
    )
    sent = entries(kind=finding.kind, seen_on="2025-11-30", place="Pelabuhan")
    assert page.post(step_url(finding, "amend"), sent).status_code == FOUND
    finding.refresh_from_db()
    assert (finding.status, finding.place, finding.account) == ("diajukan", "Pelabuhan", SECRET)
    assert as_user(desk.verifier).get(step_url(finding, "amend")).status_code == FORBIDDEN


def test_a_step_that_is_not_the_next_one_leads_back_with_a_sentence(as_user, desk):
    finding = desk.sent()
    answer = as_user(desk.verifier).get(step_url(finding, "close"), follow=True)
    assert "Temuan ini berstatus “Diajukan”: “Tandai selesai” tidak berlaku." in answer.text


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(as_user, desk):
    finding = desk.sent()
    page = as_user(desk.verifier)
    url = step_url(finding, "reject")
    assert "Tulis mengapa temuan ini ditolak." in page.post(url, {"note": ""}).text
    refused = page.post(url, {"note": "Warga ber-NIK 3275031010010001 keliru."}).text
    assert "tampak seperti NIK" in refused
    assert "keliru.</textarea>" in refused
    finding.refresh_from_db()
    assert finding.status == "diajukan"


def test_the_second_of_two_verifiers_is_shown_what_the_first_did(as_user, desk):
    finding = desk.sent()
    other = UserFactory(role=Role.VERIFIER, office=desk.office, full_name="Ayu Contoh")
    url = step_url(finding, "reject")
    opened = as_user(desk.verifier).get(url).text
    seen = re.search(r'name="_dilihat" value="([^"]+)"', opened)[1]
    as_user(other).post(step_url(finding, "verify"), {})
    sent = {"note": "Tidak terbukti.", "_dilihat": seen}
    answer = as_user(desk.verifier).post(url, sent).text
    assert "Ayu Contoh menyimpan perubahan" in answer
    assert "Diverifikasi, " in answer
    assert "Tidak terbukti.</textarea>" in answer
    finding.refresh_from_db()
    assert finding.status == "diverifikasi"


def test_the_same_button_twice_is_one_step(as_user, desk):
    finding = desk.sent()
    page = as_user(desk.verifier)
    page.post(step_url(finding, "verify"), {})
    again = page.post(step_url(finding, "verify"), {})
    assert f"Temuan ini sudah “Diverifikasi” oleh {desk.verifier}" in again.text
    assert finding.steps.count() == 2
