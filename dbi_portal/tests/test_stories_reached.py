"""Stories 3 and 5 come out of the coverage, down to RT/RW; story 1's questions are counted."""

import pytest
from django.test import Client
from django.urls import reverse

from dbi_portal.tests.seeded import (
    filled,
    five_stories,
    load_defaults,
    regions_of_the_stories,
)
from officers.models import User

pytestmark = pytest.mark.django_db
PAGE = reverse("outreach:coverage")
QUESTIONS = reverse("outreach:consultation-list")


@pytest.fixture(scope="module", autouse=True)
def stories(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, load_defaults, five_stories):
        yield


def seen_by(username, page=PAGE, **asked):
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get(page, asked)
    assert answer.status_code == 200
    return client, answer


def test_jakarta_timur_sees_its_cascade_from_the_district_to_rt_and_rw():
    _, page = seen_by("operator.jaktim")
    whole = page.context["place"]
    assert (whole.reached, whole.villages) == (8, 65)
    [city] = whole.children
    assert len(city.children) == 10
    *never, jatinegara = city.children
    assert {district.reached for district in never} == {0}
    assert (jatinegara.name, jatinegara.reached, jatinegara.villages) == ("Jatinegara", 8, 8)
    assert jatinegara.visits.sessions == 3
    # kelurahan by kelurahan: eight RW of one, two RW of another, and the RT as a lower bound
    told = {leaf.name: leaf.units for leaf in jatinegara.children if leaf.units.is_told}
    assert {name: (each.rw.number, each.rt.number) for name, each in told.items()} == {
        "Kampung Melayu": ("8", "sekurangnya 12"),
        "Bidara Cina": ("2", "sekurangnya 9"),
    }
    assert (whole.units.rw.number, whole.units.rt.number) == ("10", "sekurangnya 21")
    assert "dari … (jumlahnya belum diketahui)" in page.text


def test_jakarta_timur_reads_which_kelurahan_nobody_has_reached_yet():
    _, page = seen_by("operator.jaktim")
    lacking = {district.name: len(left) for district, left in page.context["never"]}
    assert sum(lacking.values()) == 57
    assert "Jatinegara" not in lacking
    assert "1 kegiatan" in [each.strong for each in page.context["left_out"]]  # the launch


def test_the_topic_of_the_job_offers_has_arrived_in_one_district_of_ten():
    _, page = seen_by("operator.jaktim")
    topics, groups = page.context["matrices"]
    offers = next(line for line in topics.lines if line.name.startswith("Tawaran kerja palsu"))
    assert (offers.arrived, offers.regions) == (1, 10)
    assert "Cakung" in offers.lacking
    assert any(line.name == "Pengurus RT/RW" for line in groups.lines)


def test_one_session_covers_the_whole_of_cilegon():
    client, page = seen_by("operator.cilegon")
    whole = page.context["place"]
    assert (whole.reached, whole.villages, whole.share) == (43, 43, 100)
    [city] = whole.children
    assert len(city.children) == 8
    assert whole.visits.sessions == 1
    assert page.context["never"] == []
    [link] = [figure.url for figure in page.context["figures"] if figure.url]
    assert client.get(link).context["page_obj"].paginator.count == 1
    lurah = next(
        line for line in page.context["matrices"][1].lines if line.name.startswith("Lurah")
    )
    assert (lurah.arrived, lurah.lacking) == (8, "")


def test_the_kanwil_and_the_centre_see_cilegon_too():
    for reader in ("supervisor.banten", "monev.pusat"):
        _, page = seen_by(reader, wilayah="36.72")
        assert (page.context["place"].reached, page.context["place"].villages) == (43, 43)


def test_the_residents_questions_of_bekasi_are_counted_by_village_and_outcome():
    _, page = seen_by("verifikator.bekasi", QUESTIONS, ringkas="desa")
    counted = {line.name: line.total.value for line in page.context["summary"].lines}
    assert counted == {
        "Mustikajaya": 2,
        "Teluk Pucung": 1,
        "Harapanjaya": 1,
        "Kaliabang Tengah": 1,
        "Ciketingudik": 1,
    }
    _, page = seen_by("supervisor.jabar", QUESTIONS, ringkas="hasil")
    outcomes = {line.name: line.total.value for line in page.context["summary"].lines}
    assert outcomes == {"Dijawab di tempat": 4, "Dirujuk ke instansi lain": 2}
