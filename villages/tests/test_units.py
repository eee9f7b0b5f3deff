"""How many RT and RW a village has: entered by district, kept with source and date."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import UserFactory
from villages.actions.units import Counted, record_units
from villages.figures.units import latest_units
from villages.forms.pasting import read_pasted
from villages.models import Region, RegionUnits
from villages.tests.factories import JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("villages:units-list")
TABLE = reverse("villages:units-change", args=["32.75.03"])
DAY = date(2025, 6, 30)


@pytest.fixture
def clerk(client):
    user = UserFactory(role=Role.OPERATOR)
    JurisdictionFactory(office=user.office)
    client.force_login(user)
    return user


@pytest.fixture
def villages():
    names = {"32.75.03.1001": "Kaliabang Tengah", "32.75.03.1002": "Perwira"}
    return [RegionFactory(code=code, name=name) for code, name in names.items()]


def entries(**counts):
    """Entries of the table: `entries(rw_1001="12")`."""
    typed = {f"{name[:2]}_32.75.03.{name[3:]}": value for name, value in counts.items()}
    return {"counted_on": str(DAY), "source": "Surat kecamatan", **typed}


def counted(user, region, day=DAY, rw=12, rt=96):
    return record_units(
        office=user.office, counts=[Counted(region, rw, rt)], counted_on=day, source="BPS", by=user
    )


def test_a_table_is_filled_in_and_says_who_counted_when(client, clerk, villages):
    answer = client.post(TABLE, entries(rw_1001="12", rt_1001="96", rw_1002="8"), follow=True)
    assert "Jumlah RT/RW di Bekasi Utara tersimpan." in answer.text
    rows = {row.region.name: row for row in RegionUnits.objects.select_related("region")}
    assert {name: (row.rw_count, row.rt_count) for name, row in rows.items()} == {
        "Kaliabang Tengah": (12, 96),
        "Perwira": (8, None),
    }
    row = rows["Perwira"]
    assert (row.counted_on, row.source, row.recorded_by) == (DAY, "Surat kecamatan", clerk)
    line = AuditEvent.objects.filter(action="villages.units.recorded").earliest("pk")
    assert line.about == ["villages.Region:32.75.03.1001"]
    assert line.changes["rw_count"] == [None, 12]


def test_only_what_was_changed_is_counted_anew(client, clerk, villages):
    for village in villages:
        counted(clerk, village, day=date(2024, 1, 1))
    numbers = {"rw_1001": "12", "rt_1001": "96", "rw_1002": "13", "rt_1002": "96"}
    client.post(TABLE, entries(**numbers))
    assert RegionUnits.objects.count() == 3
    latest = latest_units(clerk, Region.objects.all())
    assert {code: (row.rw_count, row.counted_on.year) for code, row in latest.items()} == {
        "32.75.03.1001": (12, 2024),
        "32.75.03.1002": (13, 2025),
    }


def test_a_second_count_of_the_same_day_corrects_the_first_and_leaves_a_trace(clerk, villages):
    counted(clerk, villages[0])
    [row] = counted(clerk, villages[0], rw=13)
    assert RegionUnits.objects.get() == row
    assert AuditEvent.objects.latest("pk").changes["rw_count"] == [12, 13]
    assert counted(clerk, villages[0], rw=13) == []
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"counted_on": ""}, "counted_on", "Harus diisi."),
        ({"counted_on": str(timezone.localdate() + timedelta(days=2))}, "counted_on", "belum tiba"),
        ({"source": ""}, "source", "Harus diisi."),
        ({"rw_32.75.03.1001": "banyak"}, "rw_32.75.03.1001", "bukan “banyak”"),
        ({"rt_32.75.03.1001": "10.000"}, "rt_32.75.03.1001", "Paling banyak 9.999."),
        ({"rw_32.75.03.1002": ""}, "rw_32.75.03.1002", "tidak dapat dikosongkan"),
        ({"counted_on": "2023-01-01"}, "rw_32.75.03.1002", "Sudah dihitung per 1 Januari 2024"),
        ({"pasted": "Perwira\t8\t60"}, "pasted", "Tekan “Isi tabel” dahulu"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(client, clerk, villages, changed, field, sentence):
    counted(clerk, villages[1], day=date(2024, 1, 1))
    sent = entries(rw_1001="12", rw_1002="9", rt_1002="96") | changed
    form = client.post(TABLE, sent).context["form"]
    assert list(form.errors) == [field]
    assert sentence in " ".join(form.errors[field])
    assert RegionUnits.objects.count() == 1


def test_an_empty_table_says_that_nothing_was_entered(client, clerk, villages):
    assert "Belum ada jumlah yang diisi atau diubah." in client.post(TABLE, entries()).text


def test_a_pasted_table_fills_the_form_and_saves_nothing_yet(client, clerk, villages):
    pasted = (
        "Kelurahan\tRT\tRW\nKel. Kaliabang Tengah\t96\t12\nHarapan Baru\t40\t5\nJumlah\t136\t17"
    )
    page = client.post(TABLE, entries(rw_1002="8") | {"pasted": pasted, "langkah": "isi"})
    shown = {
        line.village.name: (line.rw.value(), line.rt.value())
        for line in page.context["form"].lines()
    }
    assert shown == {"Kaliabang Tengah": ("12", "96"), "Perwira": ("8", None)}
    assert "Baris 3: “Harapan Baru” bukan desa/kelurahan di kecamatan ini." in page.text
    assert not RegionUnits.objects.exists()


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("Perwira\t8\t60", {"rw": 8, "rt": 60}),
        ("2;PERWIRA;8;60", {"rw": 8, "rt": 60}),
        ("3.  Kelurahan Perwira  8  1.060", {"rw": 8, "rt": 1060}),
        ("Perwira | - | 60", {"rw": None, "rt": 60}),
        ("Perwira\t8", {"rw": 8}),
    ],
)
def test_lines_are_read_however_they_were_copied(villages, line, counts):
    assert read_pasted(line, villages).counts == {"32.75.03.1002": counts}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("8\t60", "tidak ada nama"),
        ("Perwira\tdelapan", "harus angka"),
        ("Cibubur\t1", "bukan desa"),
    ],
)
def test_a_line_nobody_can_read_is_named(villages, line, sentence):
    pasted = read_pasted(f"\n{line}", villages)
    assert pasted.counts == {}
    assert "Baris 2" in pasted.problems[0]
    assert sentence in pasted.problems[0]


def test_the_list_tells_which_districts_still_have_gaps(client, clerk, villages):
    RegionFactory(code="32.75.01.1001")
    RegionFactory(code="32.16.01.2001")  # not his to serve
    for village in villages:
        counted(clerk, village)
    page = client.get(LIST)
    chips = {row.cells[0].text: row.cells[1].chip.label for row in page.context["rows"]}
    assert chips == {"Contoh 5.01": "0 dari 1", "Bekasi Utara": "2 dari 2"}
    gaps = client.get(LIST, {"open": "ya"}).context["rows"]
    assert [row.cells[0].text for row in gaps] == ["Contoh 5.01"]


def test_another_offices_count_is_not_shown_and_not_overwritten(client, clerk, villages):
    other = UserFactory()
    counted(other, villages[0])
    assert latest_units(clerk, villages) == {}
    client.post(TABLE, entries(rw_1001="11"))
    assert RegionUnits.objects.get(office=other.office).rw_count == 12
    assert RegionUnits.objects.get(office=clerk.office).rw_count == 11


def test_who_only_reads_is_not_offered_the_table(client, clerk, villages):
    client.force_login(UserFactory(office=clerk.office, role=Role.OFFICE_HEAD))
    assert [row.url for row in client.get(LIST).context["rows"]] == [""]
    assert client.get(TABLE).status_code == 403
    assert client.get(reverse("villages:units-change", args=["32.75"])).status_code == 404


def test_two_clerks_at_one_table_see_each_other(client, clerk, villages):
    opened = client.get(TABLE)
    counted(clerk, villages[0])
    sent = entries(rw_1001="11", rw_1002="8") | opened.context["hidden"]
    page = client.post(TABLE, sent)
    assert page.status_code == 200
    assert page.context["form"].overtaken
    assert not RegionUnits.objects.filter(rw_count=11).exists()
