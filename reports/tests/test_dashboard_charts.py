"""A chart is a request of its own: kept for good, and drawn only for who may see its figures."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.dashboards import drawings, pictures
from reports.dashboards.measures import MONTHS
from reports.dashboards.scope import scope_for
from reports.figures.ledger import Ledger
from reports.figures.passports import PMI_ISSUED, ledgers
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome
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


def drawings_of(client, **query):
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
    for drawing in drawings_of(client).values():
        for address in (drawing.wide, drawing.narrow):
            assert address.replace("&", "&amp;") in text
        assert drawing.picture.sentence in text
    assert 'class="chart"' not in text
    assert text.count("<noscript><picture>") == 2


def test_a_chart_is_an_svg_that_may_be_kept_for_a_year(client, supervisor):
    for drawing in drawings_of(client).values():
        response = client.get(drawing.wide)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("image/svg+xml")
        assert response["Cache-Control"] == "private, max-age=31536000, immutable"
        svg = response.content.decode()
        assert svg.startswith("<svg")
        assert f">{drawing.picture.title}</title>" in svg
        assert f">{drawing.picture.sentence}</desc>" in svg


def test_the_phone_gets_a_narrower_drawing(client, supervisor):
    drawing = drawings_of(client)["tren"]
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
    old = drawings_of(client)["tren"].wide
    passports(offices[0], Month(2025, 6), 700)
    response = client.get(old)
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    assert response.url == drawings_of(client)["tren"].wide != old
    assert client.get(response.url).status_code == 200


def test_another_kanwils_reader_gets_his_own_figures_or_nothing(client, supervisor, kanwil):
    address = drawings_of(client)["tren"].wide
    stranger = UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR)
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}&kantor={kanwil.code}").status_code == 404
    client.force_login(UserFactory(office=None, role=""))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).url.startswith(reverse("login"))


def test_a_chart_nobody_knows_is_404(client, supervisor):
    address = drawings_of(client)["tren"].wide.replace("tren", "peta")
    assert client.get(address).status_code == 404


def test_a_chart_of_an_office_below_opens_for_its_kanwil(client, supervisor, offices):
    drawing = drawings_of(client, kantor=offices[0].code)["tren"]
    assert f"kantor={offices[0].code}" in drawing.wide
    assert client.get(drawing.wide).status_code == 200


def test_a_picture_is_drawn_once_and_then_kept(client, supervisor, offices):
    passports(offices[0], Month(2025, 5), 98_765)  # figures of no other test: what is kept stays
    drawing = drawings_of(client)["tren"]
    svg = client.get(drawing.wide).content.decode()
    key = f"chart:{drawing.picture.digest}:{drawings.WIDE}"
    assert svg.count("<path") == cache.get(key).count("<path")
    cache.set(key, "<svg>dari simpanan</svg>")
    assert client.get(drawing.wide).content == b"<svg>dari simpanan</svg>"


def test_the_same_figures_have_the_same_address_and_others_another(supervisor, offices):
    first = drawn_for(supervisor)["tren"].digest
    assert drawn_for(supervisor)["tren"].digest == first
    passports(offices[0], Month(2025, 6), 1)
    assert drawn_for(supervisor)["tren"].digest != first


# Where a mark leads


def marks(svg):
    """(accessible name, parameters of the address) of every mark of a picture."""
    found = re.findall(r'<a class="chart-mark" href="([^"]*)" aria-label="([^"]*)"', svg)
    return {name: QueryDict(unescape(address).partition("?")[2]).dict() for address, name in found}


def test_every_figure_in_a_picture_says_itself_and_leads_to_what_it_is_made_of(client, supervisor):
    trend = client.get(drawings_of(client)["tren"].wide).content.decode()
    assert marks(trend) == {
        "Juli 2025, Paspor PMI terbit: 1.394": {"bulan": "2025-07", "rentang": "1"},
        "Agustus 2025, Paspor PMI terbit: 1.654": {"bulan": "2025-08", "rentang": "1"},
    }
    assert f'href="{reverse("reports:drill")}?' in trend


def test_a_bar_leads_to_its_office_and_its_month(client, supervisor, offices):
    found = marks(client.get(drawings_of(client)["banding"].wide).content.decode())
    asked = {"bulan": "2025-07", "rentang": "1", "kantor": offices[1].code}
    assert found["Bogor, Juli 2025: 500"] == asked
    assert len(found) == 4  # nothing is known of August 2024: no mark, and no link to nowhere
    page = client.get(reverse("reports:drill"), asked)
    assert page.status_code == 200
    assert "500" in page.content.decode()


def test_the_table_behind_a_picture_leads_where_its_marks_lead(client, supervisor):
    drawing = drawings_of(client)["banding"]
    svg = client.get(drawing.wide).content.decode()
    table = {cell.url for _, cells in drawing.rows() for cell in cells if cell.url}
    assert table == set(map(unescape, re.findall(r'<a class="chart-mark" href="([^"]*)"', svg)))
    text = client.get(reverse("home"), {"bulan": "2025-08"}).content.decode()
    assert all(f'<a href="{url.replace("&", "&amp;")}">' in text for url in table)


def test_the_filters_of_the_page_go_along_to_picture_and_marks(client, supervisor, offices):
    for month in (JULY, AUGUST):
        passports(offices[0], month, 7, outcome=Outcome.REFUSED, purpose="")
    drawing = drawings_of(client, hasil=Outcome.REFUSED)["tren"]
    assert [value for _, value in drawing.picture.rows[-2:]] == [7, 7]
    answer = client.get(drawing.wide)
    assert answer.status_code == 200  # the same figures, counted again
    found = marks(answer.content.decode())
    assert [asked["hasil"] for asked in found.values()] == [Outcome.REFUSED] * 2


def test_pictures_of_the_same_figures_are_kept_once_and_linked_for_each_reader(
    client, supervisor, offices
):
    own = marks(client.get(drawings_of(client)["tren"].wide).content.decode())
    assert all("kantor" not in asked for asked in own.values())
    client.force_login(UserFactory(office=CentreFactory(), role=Role.MONEV))
    code = offices[0].supervisor_on(TODAY).code
    other = marks(client.get(drawings_of(client, kantor=code)["tren"].wide).content.decode())
    assert {asked["kantor"] for asked in other.values()} == {code}


# Files


def test_a_picture_is_saved_as_it_stands_with_its_title_and_its_source(client, supervisor, kanwil):
    drawing = drawings_of(client)["banding"]
    png, svg, table = (client.get(file.url) for file in drawing.files)
    for answer, kind in ((png, "png"), (svg, "svg"), (table, "csv")):
        assert answer.status_code == 200
        name = f"paspor-pmi-terbit-menurut-kantor-agustus-2025-{localdate():%Y-%m-%d}.{kind}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "private" in answer["Cache-Control"]
    assert png.content.startswith(b"\x89PNG")
    drawn = svg.content.decode()
    assert drawing.picture.title in drawn
    assert str(kanwil) in drawn
    assert "<a" not in drawn


def test_the_figures_are_saved_as_a_table_that_excel_opens(client, supervisor):
    drawing = drawings_of(client)["banding"]
    answer = client.get(drawing.files[2].url)
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [
        ["Kantor", "Agustus 2025", "Juli 2025", "Agustus 2024"],
        ["Bekasi", "1204", "894", ""],
        ["Bogor", "450", "500", ""],
    ]


def test_a_file_says_where_figures_were_made_up(client, supervisor, offices):
    passports(offices[0], Month(2025, 6), 5, made_up=True)
    drawing = drawings_of(client)["tren"]
    assert "Memuat data contoh." in client.get(drawing.files[1].url).content.decode()


def test_a_file_says_whose_figures_it_holds_and_which(client, supervisor, offices):
    for month in (JULY, AUGUST):
        passports(offices[0], month, 40, destination="Malaysia")
    drawing = drawings_of(client, kantor=offices[0].code, tujuan="Malaysia")["tren"]
    assert [value for _, value in drawing.picture.rows[-2:]] == [40, 40]
    svg = client.get(drawing.files[1].url).content.decode()
    assert str(offices[0]) in svg
    assert "Hanya tujuan Malaysia." in svg


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_file_is_for_whoever_sees_the_chart(client, supervisor, kanwil, kind):
    address = next(each.url for each in drawings_of(client)["tren"].files if kind in each.url)
    client.force_login(UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR))
    assert client.get(address).status_code == 404
    assert client.get(f"{address}&kantor={kanwil.code}").status_code == 404
    client.force_login(UserFactory(office=None, role=""))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).url.startswith(reverse("login"))


def test_a_file_of_old_figures_leads_to_the_present_ones(client, supervisor, offices):
    old = drawings_of(client)["tren"].files[0].url
    passports(offices[0], Month(2025, 6), 700)
    assert client.get(old).url == drawings_of(client)["tren"].files[0].url != old


# Other pages' pictures


def test_a_picture_of_a_target_or_of_points_is_named_by_all_that_draws_it():
    words = {"name": "indikator-7", "title": "T", "sentence": "S", "headers": ("Bulan", "Sesi")}
    line = pictures.Picture(**words, rows=(("Juli 2025", 40.5),), months=(JULY,),
                            shape=drawings.TARGET, target=90, unit="%")  # fmt: skip
    other = replace(line, target=80)
    assert line.digest != other.digest
    assert "Target 90\N{NO-BREAK SPACE}%" in line.svg(drawings.WIDE)
    points = pictures.Picture(
        **words | {"headers": ("Desa", "Kebutuhan", "Upaya")}, rows=(("Harapan Jaya", 12, 1),),
        shape=drawings.POINTS, asks=(({"desa": "32.75.03.1006"},),), highlight=("Harapan Jaya",),
    )  # fmt: skip
    assert points.ask(0, 0) == {"desa": "32.75.03.1006"}
    assert points.ask(0, 1) is None
    assert "Harapan Jaya" in points.svg(drawings.WIDE)
