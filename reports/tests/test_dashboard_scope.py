"""Whose figures a dashboard shows: where offices belonged, what the reader may see."""

from datetime import date

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
    supervise,
)
from reports.tests import dashboards
from reports.tests.dashboards import AUGUST, JULY, names_of, opened, panel, values
from reports.tests.figures_world import LONG_AGO, passports, region, report, village
from villages.models import VillageAccount

pytestmark = pytest.mark.django_db
kanwil, supervisor = dashboards.kanwil, dashboards.supervisor
bekasi, karawang = dashboards.bekasi, dashboards.karawang


def test_a_kanwil_sees_no_other_office_beyond_the_rank_sentence(client, supervisor, bekasi):
    passports(bekasi, AUGUST, 1204)
    other = OfficeFactory(short_name="Kanim Cilacap", code="kanim-cilacap")
    passports(other, AUGUST, 1640)
    passports(other, AUGUST, 1500, home_region=region("Kroya", "33.01.01.2001"))
    page = opened(client)
    assert values(page)["Paspor PMI terbit"] == "1.204"
    assert page.text.count("Cilacap") == 1
    assert "Kroya" not in page.text
    assert "1.640" not in page.text
    assert client.get(reverse("home"), {"kantor": other.code}).status_code == 404
    assert client.get(reverse("home"), {"kantor": "kanim-entah"}).status_code == 404


def test_the_only_office_with_a_figure_is_not_called_the_first(client, supervisor, bekasi):
    passports(bekasi, AUGUST, 1204)
    assert "peringkat" not in opened(client).text
    passports(OfficeFactory(), AUGUST, 500)
    assert "Bekasi peringkat pertama se-Indonesia" in opened(client).text


def test_an_office_that_moved_counts_where_it_belonged_that_month(client, supervisor, kanwil):
    moved, other = OfficeFactory(under=KanwilFactory()), KanwilFactory()
    moved.supervisions.update(supervisor=other, ends_on=date(2025, 7, 31))
    supervise(moved, kanwil, starts_on=date(2025, 8, 1))
    passports(moved, JULY, 500)
    passports(moved, AUGUST, 600)
    page = opened(client)
    assert values(page)["Paspor PMI terbit"] == "600"
    assert page.dashboard.figures[0].changes[0].text == "belum ada angka Juli 2025"
    assert opened(client, JULY).dashboard.facts.is_empty


def test_an_office_that_has_left_is_missed_in_words(client, supervisor, kanwil, bekasi, karawang):
    passports(bekasi, AUGUST, 70)
    passports(karawang, AUGUST, 700)
    karawang.supervisions.update(ends_on=date(2025, 9, 30))
    supervise(karawang, KanwilFactory(), starts_on=date(2025, 10, 1))
    page = opened(client)
    assert values(page)["Paspor PMI terbit"] == "70"
    assert "1 kantor yang pada Agustus 2025 masih di bawah Kanwil Jawa Barat" in page.text


def test_an_office_sees_itself_without_a_table_of_offices(client, bekasi, karawang):
    client.force_login(UserFactory(office=bekasi))
    passports(bekasi, AUGUST, 70)
    passports(karawang, AUGUST, 700)
    page = opened(client)
    assert values(page)["Paspor PMI terbit"] == "70"
    assert "offices" not in names_of(page)
    assert "Bekasi peringkat kedua" in page.text
    assert client.get(reverse("home"), {"kantor": karawang.code}).status_code == 404


def test_a_kanwil_opens_one_of_its_offices(client, supervisor, kanwil, bekasi, karawang):
    passports(bekasi, AUGUST, 70)
    passports(karawang, AUGUST, 700)
    page = client.get(panel(opened(client), "offices").rows[0].url)
    dashboard = page.context["dashboard"]
    assert dashboard.facts.scope.head == karawang
    assert dashboard.figures[0].value == "700"
    assert [crumb.label for crumb in dashboard.page.crumbs] == [str(kanwil), str(karawang)]
    assert "kantor=kanim-karawang" in dashboard.page.others[0].url


def test_the_centre_sees_the_country_by_kanwil(client, kanwil, bekasi, karawang):
    client.force_login(UserFactory(office=CentreFactory(), role=Role.MONEV))
    other = OfficeFactory(under=KanwilFactory(short_name="Kanwil Banten"))
    stray = OfficeFactory()
    stray.supervisions.all().delete()
    for office, count in ((bekasi, 70), (karawang, 700), (other, 200), (stray, 5)):
        passports(office, AUGUST, count)
    village(bekasi, aktif=LONG_AGO)
    report(karawang, AUGUST, "received")
    page = opened(client)
    assert values(page)["Paspor PMI terbit"] == "975"
    rows = panel(page, "offices").rows
    assert [(row.name, row.to_date, row.note) for row in rows] == [
        ("Jawa Barat", 770, "2 kantor"),
        ("Banten", 200, "1 kantor"),
    ]
    assert rows[0].chip.label == "1 dari 2"
    inside = client.get(rows[0].url).context["dashboard"]
    assert inside.facts.scope.head == kanwil
    assert inside.figures[0].value == "770"


def test_a_village_official_is_led_to_his_village(client, bekasi):
    own = village(bekasi, aktif=LONG_AGO)
    official = UserFactory(office=bekasi, role=Role.VILLAGE_OFFICIAL)
    client.force_login(official)
    assert client.get(reverse("home")).url == reverse("villages:list")
    VillageAccount.objects.create(user=official, village=own, office=bekasi)
    assert client.get(reverse("home")).url == reverse("villages:detail", args=[own.pk])


def test_a_person_without_an_office_is_told_whom_to_ask(client):
    client.force_login(UserFactory(office=None, role=""))
    response = client.get(reverse("home"))
    assert "Hubungi admin" in response.content.decode()


def test_a_stranger_finds_the_public_page_in_place_of_a_dashboard(client):
    page = client.get(reverse("home")).content.decode()
    assert "Bekerja ke luar negeri dengan aman" in page
    assert "Perlu perhatian" not in page
