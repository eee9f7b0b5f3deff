"""The register of figures as people see it."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.actions.statistics import correct_statistic, withdraw_statistic
from reports.models import PassportStatistic
from reports.tests.factories import LONG_KNOWN, ImportRunFactory, StatisticFactory
from villages.models import GuidedVillage, Region, VillageAccount
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
LIST = "reports:statistic-list"
LATER = LONG_KNOWN + timedelta(days=1)


@pytest.fixture
def office():
    return OfficeFactory(short_name="Kanim Bekasi")


@pytest.fixture
def clerk(client, office):
    clerk = UserFactory(office=office, full_name="Operator Contoh")
    client.force_login(clerk)
    return clerk


def counts(client, **query):
    """The counts a list shows, as it writes them."""
    rows = client.get(reverse(LIST), query).context["rows"]
    return [next(cell.text for cell in row.cells if cell.column.key == "jumlah") for row in rows]


def page(client, name, *args, **data):
    url = reverse(f"reports:{name}", args=args)
    response = client.post(url, data, follow=True) if data else client.get(url)
    return " ".join(response.content.decode().split())


def test_the_list_shows_ones_own_figures_the_indonesian_way(client, clerk, office):
    StatisticFactory(office=office, count=8837)
    StatisticFactory(count=1)
    assert counts(client) == ["8.837"]
    assert "Agustus 2025" in page(client, "statistic-list")


def test_only_what_holds_now_is_listed_unless_one_asks(client, clerk, office):
    old = StatisticFactory(office=office, count=150)
    correct_statistic(statistic=old, count=153, reason="a", by=clerk, at=LATER)
    assert counts(client) == ["153"]
    assert sorted(counts(client, superseded="ya")) == ["150", "153"]


def test_filters_narrow_by_office_month_outcome_purpose_grain_and_village(client):
    load_real_regions("32.75.03")
    kanwil = KanwilFactory()
    first, second = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    StatisticFactory(office=first, month=Month(2025, 7), count=1)
    StatisticFactory(office=first, outcome="penolakan", count=2)
    StatisticFactory(office=second, purpose="umrah", count=3)
    StatisticFactory(office=second, home_region_id="32.75.03.1006", count=4)
    assert counts(client, office=second.pk) == ["3", "4"]
    assert counts(client, month_from="2025-08", urut="jumlah") == ["2", "3", "4"]
    assert counts(client, month_to="2025-07") == ["1"]
    assert counts(client, outcome="penolakan") == ["2"]
    assert counts(client, purpose="umrah") == ["3"]
    assert counts(client, grain="month:home,purpose") == ["4"]
    assert counts(client, village="32.75.03.1006") == ["4"]
    assert counts(client, q="harapanjaya") == ["4"]
    assert len(counts(client, month_from="bukan bulan")) == 4
    chips = client.get(reverse(LIST), {"month_to": "2025-07"}).context["filterset"].active()
    assert [chip.text for chip in chips] == ["Juli 2025"]


def test_a_link_may_ask_for_any_grain_and_nonsense_is_left_out(client, clerk, office):
    StatisticFactory(office=office, sex="perempuan", reason="TPPO", count=7)
    StatisticFactory(office=office, count=8)
    unusual = client.get(reverse(LIST), {"grain": "month:purpose,reason,sex"})
    assert "per bulan, dirinci menurut keperluan, alasan dan jenis kelamin" in (
        unusual.content.decode()
    )
    assert counts(client, grain="month:purpose,reason,sex") == ["7"]
    assert sorted(counts(client, grain="entah")) == ["7", "8"]


def test_rows_that_differ_in_their_split_only_can_be_told_apart(client, clerk, office):
    load_real_regions("32.75.03")
    common = {"office": office, "home_region_id": "32.75.03.1006"}
    StatisticFactory(**common, destination="Malaysia", sex="perempuan", count=7)
    StatisticFactory(**common, destination="Taiwan", service_point="MPP Kota", count=8)
    shown = page(client, "statistic-list")
    assert "Malaysia · Perempuan" in shown
    assert "Taiwan · MPP Kota" in shown
    response = client.get(reverse(LIST), {"unduh": "xlsx", "urut": "jumlah"})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.values)
    at = next(number for number, row in enumerate(rows) if "Negara tujuan" in row)
    first, second = (dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 : at + 3])
    assert (first["Negara tujuan"], first["Jenis kelamin"], first["Jumlah"]) == (
        *("Malaysia", "Perempuan", 7),
    )
    assert (second["Tempat layanan"], second["Kode desa"]) == ("MPP Kota", "32.75.03.1006")
    assert second["Rincian"].startswith("per bulan, dirinci menurut")


def test_a_span_of_months_is_found_by_any_month_it_covers(client, clerk, office):
    first, last = Month(2025, 1).first_day, Month(2025, 8).last_day
    StatisticFactory(office=office, period_start=first, period_end=last, count=8837)
    assert counts(client, month_from="2025-05", month_to="2025-05") == ["8.837"]
    assert "Januari–Agustus 2025" in page(client, "statistic-list")


def test_departures_are_counted_in_people_and_say_so(client, clerk, office):
    StatisticFactory(office=office, outcome="penundaan-keberangkatan", purpose="", count=767)
    row = StatisticFactory(office=office, outcome="ditolak-atau-ditunda", purpose="", count=12)
    assert "orang" in page(client, "statistic-list")
    shown = page(client, "statistic-detail", row.pk)
    assert "12 permohonan" in shown
    assert "Ditolak atau ditunda (tidak dipisah)" in shown


def test_a_figure_leads_back_to_file_sheet_row_column_and_uploader(client, clerk, office):
    run = ImportRunFactory(office=office, filename="Rekap Agustus.xlsx", uploaded_by=clerk)
    row = StatisticFactory(
        office=office, import_run=run, sheet="Rekap", row=14, column="Jml", entered_by=clerk
    )
    shown = page(client, "statistic-detail", row.pk)
    for fact in ("Rekap Agustus.xlsx", ">Rekap<", ">14<", ">Jml<", "Operator Contoh"):
        assert fact in shown
    assert reverse("officers:import-original", args=[run.pk]) in shown


def test_the_file_of_a_kanwils_import_is_named_but_not_offered_to_its_office(client, clerk, office):
    run = ImportRunFactory(office=KanwilFactory(), filename="Rekap Kanwil.xlsx")
    shown = page(client, "statistic-detail", StatisticFactory(office=office, import_run=run).pk)
    assert "Rekap Kanwil.xlsx" in shown
    assert reverse("officers:import-original", args=[run.pk]) not in shown
    assert reverse("officers:import-detail", args=[run.pk]) not in shown


def test_the_chain_of_corrections_is_told_from_any_of_its_figures(client, clerk, office):
    first = StatisticFactory(office=office, count=150)
    second = correct_statistic(statistic=first, count=153, reason="salah ketik", by=clerk, at=LATER)
    third = correct_statistic(
        statistic=second, count=151, reason="rekap baru", by=clerk, at=LATER + timedelta(days=1)
    )
    for row in (first, second, third):
        shown = page(client, "statistic-detail", row.pk)
        assert all(text in shown for text in ("150", "153", "151", "salah ketik", "rekap baru"))
    assert "2 September 2025 pukul 09.00 WIB" in page(client, "statistic-detail", first.pk)
    assert "dikoreksi" in page(client, "statistic-detail", first.pk)
    assert "koreksi/" not in page(client, "statistic-detail", first.pk)
    assert "koreksi/" in page(client, "statistic-detail", third.pk)


def test_a_withdrawn_figure_says_why(client, clerk, office):
    row = StatisticFactory(office=office)
    shown = page(client, "statistic-withdraw", row.pk, correction_reason="angka kantor lain")
    assert "Ditarik" in shown
    assert "angka kantor lain" in shown
    assert not PassportStatistic.objects.current().exists()


def test_a_figure_is_entered_by_hand(client, clerk, office):
    load_real_regions("32.75.03")
    shown = page(
        client, "statistic-create", office=office.pk, month="2025-08", outcome="terbit",
        purpose="pmi", count="8.837", home_region="32.75.03.1006", source="surat",
    )  # fmt: skip
    row = PassportStatistic.objects.get()
    assert "Angka tersimpan." in shown
    assert (row.count, row.grain, row.home_region_id) == (
        8837,
        "month:home,purpose",
        "32.75.03.1006",
    )
    assert (row.entered_by, row.source, row.import_run) == (clerk, "surat", None)


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"count": "seratus"}, "count", "Harus angka, bukan “seratus”."),
        ({"count": "8,837"}, "count", "dapat dibaca dua cara"),
        ({"outcome": ""}, "outcome", "Pilih hasilnya."),
        ({"month": ""}, "month", "Isi Bulan, atau Mulai dan Sampai."),
        ({"month": "Agustus"}, "month", "bukan bulan"),
        ({"start": "2025-08-01"}, "month", "Isi Bulan saja"),
        ({"month": "", "start": "2025-08-01"}, "end", "Isi Bulan, atau Mulai dan Sampai."),
        ({"month": "", "start": "2025-08-31", "end": "2025-08-01"}, "end", "tidak boleh sebelum"),
        ({"month": "2099-01"}, "month", "Tahun 2099 di luar 2000–"),
        ({"month": str(Month.of(timezone.localdate()).plus(2))}, "month", "belum tiba"),
        ({"month": "1025-12"}, "month", "Tahun 1025 di luar 2000–"),
        ({"month": "", "start": "2025-01-01", "end": "2999-12-31"}, "end", "Tahun 2999?"),
        ({"count": "2.147.483.648"}, "count", "paling banyak 2.147.483.647."),
        ({"destination": "x" * 61}, "destination", "60"),
        ({"source": ""}, "source", "Tulis dari mana angka ini."),
    ],
)
def test_a_wrong_entry_is_named_at_its_field_and_keeps_the_rest(
    client, clerk, office, wrong, field, sentence
):
    data = {
        "office": office.pk, "month": "2025-08", "outcome": "terbit", "count": "150",
        "service_point": "MPP Kota", "source": "rekap",
    }  # fmt: skip
    response = client.post(reverse("reports:statistic-create"), data | wrong)
    assert list(response.context["form"].errors) == [field]
    assert sentence in " ".join(response.context["form"].errors[field])
    assert 'value="MPP Kota"' in response.content.decode()
    assert not PassportStatistic.objects.exists()


def test_the_same_figure_twice_is_refused_with_what_to_do(client, clerk, office):
    there = StatisticFactory(office=office, purpose="")
    data = {
        "office": office.pk,
        "month": "2025-08",
        "outcome": "terbit",
        "count": "5",
        "source": "rekap",
    }
    response = client.post(reverse("reports:statistic-create"), data)
    [said] = response.context["form"].errors["month"]
    assert "Koreksi angka itu, jangan menambah yang kedua." in said
    assert f'href="{there.get_absolute_url()}koreksi/?count=5"' in response.content.decode()
    span = {"month": "", "start": "2025-08-01", "end": "2025-08-31"}
    again = client.post(reverse("reports:statistic-create"), data | span)
    assert list(again.context["form"].errors) == ["start"]
    assert PassportStatistic.objects.count() == 1


def test_a_figure_for_another_office_cannot_be_entered(client, clerk):
    data = {
        "office": OfficeFactory().pk,
        "month": "2025-08",
        "outcome": "terbit",
        "count": "5",
        "source": "rekap",
    }
    response = client.post(reverse("reports:statistic-create"), data)
    assert list(response.context["form"].errors) == ["office"]


def test_a_correction_by_hand_needs_another_count_and_a_reason(client, clerk, office):
    row = StatisticFactory(office=office, count=150)
    url = reverse("reports:statistic-correct", args=[row.pk])
    same = client.post(url, {"count": "150", "correction_reason": ""})
    assert list(same.context["form"].errors) == ["count", "correction_reason"]
    assert "Koreksi tersimpan" in page(
        client, "statistic-correct", row.pk, count="153", correction_reason="salah ketik"
    )
    assert PassportStatistic.objects.current().get().count == 153


def test_correcting_what_somebody_else_just_corrected_says_so(client, clerk, office):
    row = StatisticFactory(office=office, count=150)
    correct_statistic(statistic=row, count=151, reason="a", by=clerk, at=LATER)
    shown = page(client, "statistic-correct", row.pk, count="152", correction_reason="b")
    assert "sudah dikoreksi atau ditarik" in shown
    assert PassportStatistic.objects.current().get().count == 151


@pytest.mark.parametrize("name", ["statistic-detail", "statistic-correct", "statistic-withdraw"])
def test_another_offices_figure_does_not_exist(client, clerk, name):
    row = StatisticFactory()
    url = reverse(f"reports:{name}", args=[row.pk])
    assert client.get(url).status_code == 404
    if name != "statistic-detail":
        assert client.post(url, {"count": "1", "correction_reason": "a"}).status_code == 404
    assert PassportStatistic.objects.get().is_current


@pytest.mark.parametrize("role", [Role.PIMPASA, Role.VERIFIER, Role.OFFICE_HEAD])
def test_who_only_reads_figures_is_not_offered_to_change_them(client, office, role):
    client.force_login(UserFactory(office=office, role=role))
    row = StatisticFactory(office=office)
    assert "koreksi/" not in page(client, "statistic-detail", row.pk)
    assert "tambah/" not in page(client, "statistic-list")
    assert client.get(reverse("reports:statistic-correct", args=[row.pk])).status_code == 403
    assert client.get(reverse("reports:statistic-create")).status_code == 403


def test_made_up_figures_say_so_in_list_and_detail(client, clerk, office):
    row = StatisticFactory(office=office, made_up=True)
    assert "data contoh" in page(client, "statistic-list")
    assert "data contoh" in page(client, "statistic-detail", row.pk)


def test_the_list_asks_the_database_as_often_for_one_row_as_for_many(
    client, clerk, office, django_assert_max_num_queries
):
    for number in range(1, 9):
        StatisticFactory(office=office, month=Month(2025, number))
    with django_assert_max_num_queries(14):
        client.get(reverse(LIST))


def test_a_villages_panel_shows_its_figures_to_who_may_see_them(client, clerk, office):
    load_real_regions("32.75.03")
    region = Region.objects.get(pk="32.75.03.1006")
    village = GuidedVillage.objects.create(region=region, office=office)
    StatisticFactory(office=office, home_region=region, count=141)
    StatisticFactory(home_region=region, count=999)
    shown = page(client, "village-panel", village.pk)
    assert "141" in shown
    assert "1 angka" in shown
    assert "999" not in shown
    assert f"?village={region.pk}" in shown


def test_a_village_official_sees_his_village_but_no_figures(client, office):
    load_real_regions("32.75.03")
    region = Region.objects.get(pk="32.75.03.1006")
    village = GuidedVillage.objects.create(region=region, office=office)
    official = UserFactory(office=office, role=Role.VILLAGE_OFFICIAL)
    VillageAccount.objects.create(user=official, village=village, office=office)
    client.force_login(official)
    url = reverse("reports:village-panel", args=[village.pk])
    assert client.get(url).status_code == 403
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_a_withdrawal_in_the_dark_is_not_possible(client, clerk, office):
    row = StatisticFactory(office=office)
    at = datetime(2025, 10, 1, tzinfo=UTC)
    withdraw_statistic(statistic=row, reason="a", by=clerk, at=at)
    shown = page(client, "statistic-withdraw", row.pk, correction_reason="b")
    assert "sudah dikoreksi atau ditarik" in shown


def test_a_figure_that_exists_offers_its_correction_with_the_count_that_was_typed(
    client, clerk, office
):
    there = StatisticFactory(office=office, purpose="", count=150)
    data = {"office": office.pk, "month": "2025-08", "outcome": "terbit", "source": "rekap"}
    shown = client.post(reverse("reports:statistic-create"), data | {"count": "153"})
    offered = shown.context["existing"]
    assert offered["label"] == "Koreksi menjadi 153"
    assert client.get(offered["url"]).context["form"]["count"].value() == "153"
    same = client.post(reverse("reports:statistic-create"), data | {"count": "150"})
    assert same.context["existing"]["url"] == there.get_absolute_url()


@pytest.mark.parametrize("name", ["statistic-correct", "statistic-withdraw"])
@pytest.mark.parametrize("reason", ["", "  ", "-", "…"])
def test_no_figure_changes_without_a_reason_in_words(client, clerk, office, name, reason):
    row = StatisticFactory(office=office, count=150)
    url = reverse(f"reports:{name}", args=[row.pk])
    response = client.post(url, {"count": "153", "correction_reason": reason})
    assert list(response.context["form"].errors) == ["correction_reason"]
    assert PassportStatistic.objects.get().is_current


def test_the_chain_tells_old_and_new_who_when_and_why(client, clerk, office):
    first = StatisticFactory(office=office, count=150)
    second = correct_statistic(statistic=first, count=153, reason="salah ketik", by=clerk, at=LATER)
    at = LATER + timedelta(days=1)
    withdraw_statistic(statistic=second, reason="angka kantor lain", by=clerk, at=at)
    shown = client.get(reverse("reports:statistic-detail", args=[first.pk])).context
    assert [(known.was, known.statistic.count) for known in shown["chain"]] == [
        (None, 150),
        (150, 153),
    ]
    last = client.get(reverse("reports:statistic-detail", args=[second.pk]))
    told = last.context["withdrawal"]
    assert (told.reason, told.by, told.at) == ("angka kantor lain", str(clerk), at)
    assert "sebelumnya 150" in last.text
    assert "3 September 2025 pukul 09.00 WIB" in last.text


def test_the_list_shows_only_what_was_corrected_or_withdrawn_when_asked(client, clerk, office):
    row = StatisticFactory(office=office, count=150)
    correct_statistic(statistic=row, count=153, reason="salah ketik", by=clerk, at=LATER)
    assert counts(client) == ["153"]
    assert counts(client, superseded="hanya") == ["150"]
    assert counts(client, superseded="ya", urut="jumlah") == ["150", "153"]
    assert "dikoreksi" in client.get(reverse(LIST), {"superseded": "hanya"}).text
