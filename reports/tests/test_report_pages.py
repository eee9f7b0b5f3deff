"""The register of reports: asked for on a page, built by Celery, downloaded by who may see it."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse

from officers import jobs
from officers.models import Job
from officers.roles import Role
from officers.tests.factories import KanwilFactory, UserFactory
from reports import tasks
from reports.actions import reports
from reports.actions.statistics import correct_statistic
from reports.models import MonthlyReport, PassportStatistic
from reports.tests.months import AUGUST, SEPTEMBER_1, small_kanwil


@pytest.fixture
def place():
    return small_kanwil()


@pytest.fixture
def supervisor(place):
    return UserFactory(role=Role.SUPERVISOR, office=place.kanwil)


def build(office):
    return reports.build_report(office=office, month=AUGUST, by=None, at=SEPTEMBER_1)


def ask(client, office, month="2025-08"):
    return client.post(reverse("reports:create"), {"office": office.pk, "month": month})


@pytest.mark.django_db
def test_asking_for_a_report_opens_the_page_that_tells_how_far_it_is(client, place, supervisor):
    client.force_login(supervisor)
    response = ask(client, place.kanwil)
    report = MonthlyReport.objects.get()
    assert response.url == report.get_absolute_url()
    assert "Menunggu giliran" in client.get(response.url).content.decode()


@pytest.mark.django_db
def test_an_office_one_does_not_see_cannot_be_asked_for(client, supervisor):
    client.force_login(supervisor)
    page = ask(client, KanwilFactory()).content.decode()
    assert "id_office" in page
    assert not MonthlyReport.objects.exists()


@pytest.mark.django_db
def test_a_wrong_month_gets_a_sentence_and_keeps_the_entry(client, place, supervisor):
    client.force_login(supervisor)
    page = ask(client, place.kanwil, month="2025-13").content.decode()
    assert "tidak ada" in page
    assert 'value="2025-13"' in page


@pytest.mark.django_db
def test_a_pimpasa_reads_reports_and_builds_none(client, place):
    client.force_login(UserFactory(role=Role.PIMPASA, office=place.bekasi))
    report = build(place.bekasi)
    page = client.get(report.get_absolute_url())
    assert page.status_code == 200
    assert "Susun ulang" not in page.content.decode()
    assert client.get(reverse("reports:create")).status_code == 403
    assert client.post(reverse("reports:rebuild", args=[report.pk])).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "opening"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_documents_download_under_a_name_that_says_what_they_are(
    client, place, supervisor, kind, opening
):
    report = build(place.bekasi)
    client.force_login(supervisor)
    response = client.get(reverse("reports:document", args=[report.pk, kind]))
    assert response.getvalue().startswith(opening)
    assert f"laporan-{place.bekasi.code}-2025-08.{kind}" in response["Content-Disposition"]


@pytest.mark.django_db
def test_a_report_whose_numbers_disagree_says_so_at_the_top_and_beside_the_paper(
    client, place, supervisor
):
    report = build(place.bekasi)
    client.force_login(supervisor)
    assert "tidak cocok" not in client.get(report.get_absolute_url()).content.decode()
    report.revisions.update(held=[{"figure": "Paspor PMI terbit", "snapshot": 821, "facts": 812}])
    page = client.get(report.get_absolute_url()).content.decode()
    assert "ditahan, angka tidak cocok" in page
    assert "TIDAK, laporan ditahan: Paspor PMI terbit" in page


@pytest.mark.django_db
def test_every_page_of_the_paper_stands_on_the_page(client, place, supervisor):
    report = build(place.bekasi)
    client.force_login(supervisor)
    digest = report.revision.digest[:12]
    assert f'src="/laporan/{report.pk}/halaman/{digest}-1.png"' in (
        client.get(report.get_absolute_url()).content.decode()
    )
    picture = client.get(reverse("reports:page", args=[report.pk, digest, 1]))
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(reverse("reports:page", args=[report.pk, digest, 99])).status_code == 404
    assert client.get(reverse("reports:page", args=[report.pk, "0" * 12, 1])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["detail", "document", "page", "rebuild"])
def test_another_kanwils_report_does_not_exist(client, place, name):
    report = build(place.bekasi)
    client.force_login(UserFactory(role=Role.SUPERVISOR, office=KanwilFactory()))
    extra = {"document": ["pdf"], "page": [report.revision.digest[:12], 1]}.get(name, [])
    url = reverse(f"reports:{name}", args=[report.pk, *extra])
    response = client.post(url) if name == "rebuild" else client.get(url)
    assert response.status_code == 404


@pytest.mark.django_db
def test_a_month_that_has_not_begun_is_refused_at_its_field(client, place, supervisor):
    client.force_login(supervisor)
    form = ask(client, place.bekasi, month="2999-01").context["form"]
    assert "Januari 2999 belum dimulai" in str(form.errors["month"])
    assert not MonthlyReport.objects.exists()


@pytest.mark.django_db
def test_a_report_that_could_not_be_built_says_why_on_its_page(client, place, supervisor):
    client.force_login(supervisor)
    ask(client, place.bekasi)
    job = Job.objects.get(kind=tasks.BUILD)
    Job.objects.filter(pk=job.pk).update(payload={"month": "2999-01"})
    jobs.run(job_id=job.pk, at=SEPTEMBER_1)
    page = client.get(MonthlyReport.objects.get().get_absolute_url()).content.decode()
    assert "Januari 2999 belum dimulai" in page


@pytest.mark.django_db
def test_a_paper_older_than_its_figures_says_so(client, place, supervisor):
    client.force_login(supervisor)
    reports_of = {office: build(office) for office in (place.bekasi, place.kanwil)}
    for report in reports_of.values():
        assert "berubah sejak" not in client.get(report.get_absolute_url()).content.decode()
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    later = SEPTEMBER_1 + timedelta(hours=1)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=supervisor, at=later)
    for report in reports_of.values():
        assert "berubah sejak" in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_real_celery_worker_builds_the_report(client, celery_worker_process):
    place = small_kanwil()
    client.force_login(UserFactory(role=Role.SUPERVISOR, office=place.kanwil))
    opened = ask(client, place.kanwil).url
    deadline = time.monotonic() + 60
    while Job.objects.unfinished().exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    job = Job.objects.get()
    assert (job.state, job.error) == ("done", "")
    assert job.result["url"] == opened
    report = MonthlyReport.objects.get(office=place.kanwil)
    assert report.revision.snapshot["passports"][0]["value"] == 812
    assert "Unduh PDF" in client.get(opened).content.decode()
