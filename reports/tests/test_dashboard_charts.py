"""A chart is a request of its own: kept for good, and drawn only for who may see its figures."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.dashboards import pictures
from reports.dashboards.facts import MONTHS
from reports.dashboards.scope import scope_for
from reports.figures.ledger import Ledger
from reports.figures.passports import PMI_ISSUED, ledgers
from reports.figures.period import MonthRange
from reports.tests.figures_world import passports

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
TODAY = date(2025, 9, 11)


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def offices(kanwil):
    made = [OfficeFactory(under=kanwil, short_name=f"Kanim {name}") for name in ("Bekasi", "Bogor")]
    for office, counts in zip(made, ((894, 1204), (500, 450)), strict=True):
        for month, count in zip((JULY, AUGUST), counts, strict=True):
            passports(office, month, count)
    return made


@pytest.fixture
def supervisor(kanwil, offices, client):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


def drawings(client, **query):
    page = client.get(reverse("home"), {"bulan": "2025-08"} | query).context["dashboard"]
    return {
        panel.it.picture.name: panel.it
        for panel in (*page.pairs, *page.rest)
        if panel.name == "drawing"
    }


def drawn_for(user):
    scope = scope_for(user, user.office, AUGUST, months=MONTHS, today=TODAY)
    window = MonthRange.ending(AUGUST, months=MONTHS)
    [book] = ledgers(list(scope.offices), window, [PMI_ISSUED]).values()
    return {each.name: each for each in pictures.pictures(scope, book)}


def test_the_page_brings_words_and_figures_and_fetches_the_pictures_later(client, supervisor):
    text = client.get(reverse("home"), {"bulan": "2025-08"}).content.decode()
    for drawing in drawings(client).values():
        for address in (drawing.wide, drawing.narrow):
            assert address.replace("&", "&amp;") in text
        assert drawing.picture.sentence in text
    assert "<path" in text  # the spark lines
    assert 'class="chart"' not in text
    assert text.count("<noscript><picture>") == 2


def test_a_chart_is_an_svg_that_may_be_kept_for_a_year(client, supervisor):
    for drawing in drawings(client).values():
        response = client.get(drawing.wide)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("image/svg+xml")
        assert response["Cache-Control"] == "private, max-age=31536000, immutable"
        svg = response.content.decode()
        assert svg.startswith("<svg")
        assert f">{drawing.picture.title}</title>" in svg
        assert f">{drawing.picture.sentence}</desc>" in svg


def test_the_phone_gets_a_narrower_drawing(client, supervisor):
    drawing = drawings(client)["tren"]
    widths = [
        int(re.search(r'width="(\d+)', client.get(url).content.decode())[1])
        for url in (drawing.wide, drawing.narrow)
    ]
    assert widths[0] > widths[1]


def test_the_trend_says_its_months_and_leaves_gaps(supervisor):
    trend = drawn_for(supervisor)["tren"]
    rows = dict(trend.rows)
    assert (len(rows), rows["Juli 2025"], rows["Agustus 2025"], rows["Juni 2025"]) == (
        13,
        1394,
        1654,
        None,
    )
    assert trend.sentence == (
        "Agustus 2025: 1.654, belum ada angka Agustus 2024. "
        "Tertinggi Agustus 2025 (1.654), terendah Juli 2025 (1.394)."
    )


def test_offices_are_compared_with_last_month_and_last_year(supervisor, offices):
    passports(offices[1], AUGUST.year_ago, 400)
    comparison = drawn_for(supervisor)["banding"]
    assert comparison.headers == ("Kantor", "Agustus 2025", "Juli 2025", "Agustus 2024")
    assert comparison.rows == (("Bekasi", 1204, 894, None), ("Bogor", 450, 500, 400))


def test_the_centre_compares_kanwil(offices):
    passports(OfficeFactory(under=KanwilFactory(short_name="Kanwil Banten")), AUGUST, 30)
    comparison = drawn_for(UserFactory(office=CentreFactory(), role=Role.MONEV))["banding"]
    assert [row[:2] for row in comparison.rows] == [("Jawa Barat", 1654), ("Banten", 30)]


def test_one_office_alone_is_compared_with_nobody(offices):
    assert set(drawn_for(UserFactory(office=offices[0]))) == {"tren"}


def test_one_month_makes_no_trend(kanwil):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    passports(OfficeFactory(under=kanwil), AUGUST, 5)
    assert drawn_for(user) == {}
    scope = scope_for(user, kanwil, AUGUST, months=MONTHS, today=TODAY)
    assert pictures.pictures(scope, Ledger([])) == ()


def test_an_old_address_leads_to_the_present_figures(client, supervisor, offices):
    old = drawings(client)["tren"].wide
    passports(offices[0], Month(2025, 6), 700)
    response = client.get(old)
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    assert response.url == drawings(client)["tren"].wide != old
    assert client.get(response.url).status_code == 200


def test_another_kanwils_reader_gets_his_own_figures_or_nothing(client, supervisor, kanwil):
    address = drawings(client)["tren"].wide
    stranger = UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR)
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}&kantor={kanwil.code}").status_code == 404
    client.force_login(UserFactory(office=None, role=""))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).url.startswith(reverse("login"))


def test_a_chart_nobody_knows_is_404(client, supervisor):
    address = drawings(client)["tren"].wide.replace("tren", "peta")
    assert client.get(address).status_code == 404


def test_a_chart_of_an_office_below_opens_for_its_kanwil(client, supervisor, offices):
    drawing = drawings(client, kantor=offices[0].code)["tren"]
    assert f"kantor={offices[0].code}" in drawing.wide
    assert client.get(drawing.wide).status_code == 200


def test_a_picture_is_drawn_once_and_then_kept(client, supervisor):
    drawing = drawings(client)["tren"]
    svg = client.get(drawing.wide).content.decode()
    key = f"chart:{drawing.picture.digest}:{pictures.WIDE}"
    assert cache.get(key) == svg
    cache.set(key, "<svg>dari simpanan</svg>")
    assert client.get(drawing.wide).content == b"<svg>dari simpanan</svg>"


def test_the_same_figures_have_the_same_address_and_others_another(supervisor, offices):
    first = drawn_for(supervisor)["tren"].digest
    assert drawn_for(supervisor)["tren"].digest == first
    passports(offices[0], Month(2025, 6), 1)
    assert drawn_for(supervisor)["tren"].digest != first
