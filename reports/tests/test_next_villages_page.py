"""The page “Desa berikutnya”: who sees which villages, where its figures lead, what follows."""

import io
from datetime import date
from urllib.parse import parse_qs, urlparse

import openpyxl
import pytest
from django.urls import reverse

from officers.models import OfficeHead, User
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.dashboards.next_asked import NextAsked
from reports.dashboards.view import View
from reports.models.statistic import Outcome
from reports.tests.dashboards import AUGUST
from reports.tests.figures_world import passports, region, village
from reports.tests.findings_world import K, S, noted
from villages.models import SelectionReason

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:next-villages")
A, B = "32.75.01.1001", "32.75.01.1002"


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def operator(bekasi, client):
    user = UserFactory(office=bekasi, role=Role.OPERATOR)
    client.force_login(user)
    return user


def home(office, code, count, **values):
    return passports(office, AUGUST, count, home_region=region(f"Desa {code[-4:]}", code), **values)


def opened(client, **query):
    answer = client.get(PAGE, {"bulan": "2025-08", "rentang": "1"} | query)
    assert answer.status_code == 200
    answer.rows = answer.context["rows"] if "rows" in (answer.context or {}) else None
    answer.text = answer.content.decode()
    return answer


def test_a_line_says_in_words_why_it_stands_there(client, operator, bekasi):
    home(bekasi, A, 240)
    home(bekasi, B, 100)
    home(bekasi, A, 41, outcome=Outcome.REFUSED, purpose="")
    text = opened(client).text
    assert "240 paspor PMI Agustus 2025, peringkat 1 dari 2" in text
    assert "belum ada kegiatan" in text
    assert "41 penolakan" in text
    assert "lembar penilaian resmi tidak ditemukan" in text


def test_what_is_not_known_is_said_so_and_is_no_nought(client, operator, bekasi):
    home(bekasi, A, 240)
    home(bekasi, B, 41, outcome=Outcome.REFUSED, purpose="")
    text = opened(client).text
    assert "paspor PMI Agustus 2025 tidak diketahui" in text
    assert "tidak diketahui</span>" in text
    assert "Belum dirinci menurut desa asal, jadi tidak ikut dinilai" in text


def test_moved_weights_stay_in_the_address_and_say_who_rose(client, operator, bekasi):
    home(bekasi, A, 100)
    home(bekasi, B, 20)
    home(bekasi, B, 9, outcome=Outcome.REFUSED, purpose="")
    page = opened(client, bobot_permintaan="0", bobot_penolakan="10")
    assert "naik 1 peringkat dari bobot bawaan" in page.text
    assert 'name="bobot_penolakan" min="0" max="10" step="1" value="10"' in page.text
    assert page.text.index(f'data-region="{B}"') < page.text.index(f'data-region="{A}"')
    assert "Kembali ke bobot bawaan" in page.text
    assert "peringkat dari bobot bawaan" not in opened(client).text


def test_a_village_becomes_a_candidate_with_its_reason_written_in(client, operator, bekasi):
    SelectionReason.objects.get_or_create(
        code="permintaan-paspor", defaults={"name": "Permintaan paspor PMI tertinggi"}
    )
    home(bekasi, A, 240)
    page = opened(client)
    link = next(
        word for word in page.text.split('"') if word.startswith(reverse("villages:create"))
    )
    asked = parse_qs(urlparse(link.replace("&amp;", "&")).query)
    assert asked["permintaan"] == [
        "240 paspor PMI Agustus 2025, peringkat 1 dari 1; belum ada kegiatan"
    ]
    form = client.get(link.replace("&amp;", "&")).context["form"]
    assert form.initial["region"] == A
    assert form.initial["office"] == bekasi.pk
    assert asked["permintaan"][0] in form.initial.values()


def test_a_candidate_is_proposed_with_its_reason_as_the_argument(client, operator, bekasi):
    home(bekasi, A, 240)
    candidate = village(bekasi, "Desa 1001", A, calon=date(2025, 9, 1))
    page = opened(client)
    link = next(
        word
        for word in page.text.split('"')
        if word.startswith(reverse("villages:proposal-create"))
    )
    form = client.get(link.replace("&amp;", "&")).context["form"]
    assert form.initial[f"village_{candidate.pk}"] is True
    assert form.initial[f"argument_{candidate.pk}"] == (
        "240 paspor PMI Agustus 2025, peringkat 1 dari 1; belum ada kegiatan."
    )
    assert "Jadikan calon" not in page.text


def test_a_reader_who_registers_no_villages_is_offered_none(client, bekasi):
    home(bekasi, A, 240)
    client.force_login(UserFactory(office=bekasi, role=Role.OFFICE_HEAD))
    text = opened(client).text
    assert "Jadikan calon" not in text
    assert "240 paspor PMI" in text


def test_another_offices_villages_are_not_counted_and_its_page_does_not_exist(
    client, operator, bekasi
):
    other = OfficeFactory(code="kanim-jauh")
    home(other, B, 500)
    home(bekasi, A, 7)
    text = opened(client).text
    assert f'data-region="{A}"' in text
    assert f'data-region="{B}"' not in text
    assert client.get(PAGE, {"kantor": "kanim-jauh"}).status_code == 404


def test_filters_the_list_cannot_obey_are_said(client, operator, bekasi):
    home(bekasi, A, 240)
    assert "tidak menyaring daftar ini" in opened(client, hasil="penolakan").text
    assert "tidak menyaring daftar ini" not in opened(client).text


def test_the_file_holds_every_line_and_leaves_the_unknown_empty(client, operator, bekasi):
    for number in range(30):
        home(bekasi, f"32.75.01.10{number:02}", 100 - number)
    answer = client.get(PAGE, {"bulan": "2025-08", "rentang": "1", "unduh": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == 30
    assert rows[0][2:4] == ("32.75.01.1000", "Desa 1000")
    assert rows[0][7:9] == (100, None)


def test_an_empty_office_is_told_what_to_do(client, operator):
    assert "Belum ada desa berikutnya" in opened(client).text
    assert "Belum ada angka menurut desa asal" in opened(client, semua="1").text


def test_the_page_asks_few_questions_however_many_offices(
    client, kanwil, bekasi, django_assert_max_num_queries
):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    home(bekasi, A, 240)
    with django_assert_max_num_queries(25) as few:
        opened(client)
    for number, office in enumerate(OfficeFactory.create_batch(6, under=kanwil)):
        for place in range(6):
            home(office, f"32.75.{number + 10:02}.10{place:02}", 10 + place)
    with django_assert_max_num_queries(len(few)):
        opened(client)


def test_a_figure_leads_to_what_it_is_made_of(client, operator, bekasi):
    home(bekasi, A, 240)
    home(bekasi, B, 100)
    drill, words = reverse("reports:drill"), opened(client).text.split('"')
    link = next(word for word in words if word.startswith(drill) and f"desa={A}" in word)
    asked = parse_qs(urlparse(link.replace("&amp;", "&")).query)
    assert asked["desa"] == [A]
    assert (asked["hasil"], asked["keperluan"], asked["bulan"]) == (
        ["terbit"],
        ["pmi"],
        ["2025-08"],
    )
    made_of = client.get(link.replace("&amp;", "&"))
    assert made_of.status_code == 200
    assert "240" in made_of.content.decode()


# Findings


def noticed(office, code, number):
    for day in range(1, number + 1):
        noted(
            office, K.FOREIGNER, (S.SUBMITTED, f"2025-08-{day:02} 09:00", "2025-09-30 09:00"),
            region=region("Desa", code),
        )  # fmt: skip


@pytest.fixture
def noticed_in_b(bekasi):
    """A asks for more passports; of B there are two findings, and a third that was rejected."""
    home(bekasi, A, 100)
    home(bekasi, B, 80)
    noticed(bekasi, B, 2)
    noted(
        bekasi, K.FOREIGNER, (S.SUBMITTED, "2025-08-20 09:00", "2025-08-22 09:00"),
        (S.REJECTED, "2025-08-21 09:00", ""), region=region("Desa", B),
    )  # fmt: skip


def order_of(page):
    return sorted((A, B), key=lambda code: page.text.index(f'data-region="{code}"'))


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.OFFICE_HEAD])
def test_findings_weigh_for_who_may_see_them(client, bekasi, noticed_in_b, role):
    """A: 100 of 100 at weight 10 and 0 of 2 at weight 3; B: 80 of 100 and 2 of 2."""
    client.force_login(UserFactory(office=bekasi, role=role))
    page = opened(client)
    assert order_of(page) == [B, A]
    assert "; 2 temuan" in page.text
    assert order_of(opened(client, bobot_temuan="0")) == [A, B]
    assert "tanpa temuan" not in page.text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PIMPASA, Role.ADMIN])
def test_a_list_gives_no_finding_away_to_who_may_not_see_them(client, bekasi, noticed_in_b, role):
    client.force_login(UserFactory(office=bekasi, role=role))
    page = opened(client, bobot_temuan="10")
    assert order_of(page) == [A, B]
    assert "2 temuan" not in page.text
    assert 'id="id_bobot_temuan"' not in page.text
    assert "Peringkat ini tanpa temuan" in page.text


def test_what_is_kept_for_an_acting_head_is_not_shown_to_his_colleague(rf, bekasi):
    """Same role, same office; the one who acts for the head may see findings."""
    acting, colleague = (UserFactory(office=bekasi, role=Role.OPERATOR) for _ in range(2))
    OfficeHead.objects.create(
        office=bekasi, user=acting, name="Plt. Kepala (contoh)", capacity="plt",
        starts_on=date(2020, 1, 1),
    )  # fmt: skip
    request = rf.get(PAGE, {"bulan": "2025-08"})
    names = []
    for user in (acting, colleague):
        request.user = User.objects.get(pk=user.pk)
        asked = NextAsked.of(request.user, View.read(request), request.GET, today=date(2025, 9, 2))
        names.append((asked.sees_findings, asked.name))
    assert [sees for sees, _ in names] == [True, False]
    assert names[0][1] != names[1][1]


def test_a_kanwil_without_findings_ranks_as_before_them(client, kanwil, bekasi):
    home(bekasi, A, 100)
    home(bekasi, B, 80)
    scores = []
    for role, office in ((Role.SUPERVISOR, kanwil), (Role.OPERATOR, bekasi)):
        client.force_login(UserFactory(office=office, role=role))
        page = opened(client)
        scores.append([row.score for row in page.rows])
    assert scores[0] == scores[1]


def test_what_goes_into_a_letter_or_a_file_leaves_findings_out(
    client, kanwil, bekasi, noticed_in_b
):
    SelectionReason.objects.get_or_create(
        code="permintaan-paspor", defaults={"name": "Permintaan paspor PMI tertinggi"}
    )
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    page = opened(client)
    assert "2 temuan" in page.text
    links = [word for word in page.text.split('"') if "permintaan=" in word and "?" in word]
    made = [link for link in links if link.startswith(reverse("villages:create"))]
    assert len(made) == 2
    assert not [link for link in made if "temuan" in link]
    file = client.get(PAGE, {"bulan": "2025-08", "rentang": "1", "unduh": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(file.getvalue()))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell]
    assert [cell for cell in cells if cell in (A, B)] == [A, B]
    assert "Temuan" not in cells
    assert next(cell for cell in cells if "temuan" in cell).endswith("Tanpa temuan.")
