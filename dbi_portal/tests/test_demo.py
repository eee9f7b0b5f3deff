"""The demo as a whole: no real names, harmless to repeat, open to visitors, never in earnest."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.test import override_settings

from dbi_portal.demo import accounts, seed
from dbi_portal.demo.bekasi_figures import HOMES
from dbi_portal.demo.figures import shared_out
from dbi_portal.tests.seeded import (
    filled,
    five_stories,
    load_defaults,
    regions_of_the_stories,
)
from officers.models import Office, Officer, User
from officers.roles import Role
from outreach.models import Session, Speaker
from reports.models import Indicator
from villages.models import GuidedVillage, SelectionReason

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def stories(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, load_defaults, five_stories):
        yield


def test_no_name_from_an_article_is_in_the_demo():
    """Real people appear by their role only; made-up ones say so."""
    for officer in Officer.objects.all():
        assert officer.made_up
        assert officer.name.endswith("(contoh)")
    assert not User.objects.exclude(full_name__endswith="(contoh)").exists()
    assert not Speaker.objects.exclude(name="").exists()


def test_a_second_run_changes_nothing():
    before = seed.row_counts()
    assert five_stories() == {}
    assert seed.row_counts() == before


def test_what_a_visitor_changed_stays_changed():
    session = Session.objects.get(office__code="kanim-cilegon")
    User.objects.filter(username="operator.bekasi").update(full_name="Saya sendiri")
    Session.objects.filter(pk=session.pk).update(title="Judul baru")
    assert five_stories() == {}
    assert Session.objects.get(pk=session.pk).title == "Judul baru"
    assert User.objects.get(username="operator.bekasi").full_name == "Saya sendiri"


def test_there_is_one_demo_account_per_role_and_the_shown_password_opens_it(client):
    rows = accounts.rows()
    assert [row["role"] for row in rows] == [account.role.label for account in accounts.SHOWN]
    assert {account.role for account in accounts.SHOWN} == set(Role)
    for row in rows:
        assert client.login(username=row["username"], password=row["password"])
        user = User.objects.get(username=row["username"])
        assert row["office"] == user.office.short_name
        assert row["username"] in accounts.as_text()
        validate_password(row["password"], user)
    assert accounts.PASSWORD in accounts.as_text()


def test_the_village_official_sees_mustikajaya_and_nothing_else():
    official = User.objects.get(username="perangkat.mustikajaya")
    villages = GuidedVillage.objects.visible_to(official)
    assert [village.region.name for village in villages] == ["Mustikajaya"]


def test_the_centre_has_two_indicators_that_say_they_are_made_up():
    rows = list(Indicator.objects.order_by("name"))
    assert [row.name for row in rows] == ["Kegiatan tiap bulan", "Laporan tepat waktu"]
    assert {row.office.code for row in rows} == {"pusat"}
    assert all(row.explanation.endswith("(contoh)") for row in rows)


def test_shares_always_add_up():
    for total in (0, 1, 7, 1254):
        assert sum(shared_out(total, HOMES).values()) == total


@override_settings(BEHIND_HTTPS=True, DEMO_MODE=False)
def test_a_real_installation_refuses_the_demo(capsys):
    with pytest.raises(SystemExit) as refused:
        call_command("seed_demo", json=True)
    assert refused.value.code == 2
    assert "DEMO_MODE=1" in capsys.readouterr().out


def test_the_defaults_bring_the_centre_and_the_lists_and_leave_changes_alone(db):
    assert load_defaults() == {"offices": 0, "terms": 0}
    SelectionReason.objects.filter(code="kasus-tppo").update(name="Kata pusat sendiri")
    SelectionReason.objects.filter(code="jarak-kantor").delete()
    call_command("load_defaults")
    assert SelectionReason.objects.get(code="kasus-tppo").name == "Kata pusat sendiri"
    assert SelectionReason.objects.filter(code="jarak-kantor").exists()


def test_every_office_has_a_letterhead_and_no_address_the_articles_do_not_give(db):
    for office in Office.objects.all():
        assert office.letterhead_lines()[:2] == [
            "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
            "DIREKTORAT JENDERAL IMIGRASI",
        ]
        assert (office.address, office.phone, office.email) == ("", "", "")
