"""Who may have which paper, and under what name it comes."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.documents.papers import PAPERS
from outreach.models import Session
from outreach.tests.factories import SessionFactory
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(approved=True, title='Ngobrol "Pintar"/PIMPASA')


def address(session, code="notulen", kind="pdf"):
    return reverse("outreach:paper", args=[session.pk, code, kind])


def sign_in(client, office, role=Role.OPERATOR):
    user = UserFactory(role=role, office=office)
    client.force_login(user)
    return user


@pytest.fixture
def official(client, session):
    village = GuidedVillageFactory(office=session.office)
    session.villages.add(village, through_defaults={"office": session.office})
    user = sign_in(client, session.office, Role.VILLAGE_OFFICIAL)
    VillageAccount.objects.create(user=user, village=village, office=session.office)
    return user


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("code", PAPERS)
def test_every_paper_comes_in_both_kinds_under_a_name_a_folder_holds(client, session, code, kind):
    sign_in(client, session.office, Role.PIMPASA)
    answer = client.get(address(session, code, kind))
    assert answer.content.startswith({"pdf": b"%PDF", "docx": b"PK"}[kind])
    name = unquote(answer.headers["Content-Disposition"].partition("filename")[2]).strip('="')
    assert name.endswith(f"{PAPERS[code].label} Ngobrol Pintar PIMPASA 2025-10-31.{kind}")


def test_the_papers_of_another_office_do_not_exist(client, session):
    sign_in(client, OfficeFactory())
    assert client.get(address(session)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, session):
    assert client.get(address(session)).status_code == 302


def test_a_village_official_has_minutes_but_not_the_offices_own_post(client, session, official):
    answers = {code: client.get(address(session, code)).status_code for code in PAPERS}
    assert answers == {"undangan": 403, "surat-tugas": 403, "daftar-hadir": 200, "notulen": 200}
    page = client.get(session.get_absolute_url()).content.decode()
    assert address(session) in page
    assert address(session, "surat-tugas") not in page


def test_a_paper_that_cannot_be_drawn_is_a_sentence_and_the_word_file_still_comes(client, session):
    sign_in(client, session.office)
    Session.objects.filter(pk=session.pk).update(result="x" * 50_000)
    answer = client.get(address(session))
    assert answer.status_code == 422
    assert "tidak dapat dibuat. Datanya tetap tersimpan." in answer.text
    assert client.get(address(session, kind="docx")).status_code == 200


def test_a_paper_nobody_knows_is_no_address(client, session):
    sign_in(client, session.office)
    for name in ("kwitansi.pdf", "notulen.exe"):
        assert client.get(f"/kegiatan/{session.pk}/naskah/{name}").status_code == 404


def test_the_sessions_page_offers_every_paper(client, session):
    sign_in(client, session.office)
    page = client.get(session.get_absolute_url()).content.decode()
    assert all(address(session, code, kind) in page for code in PAPERS for kind in ("pdf", "docx"))
