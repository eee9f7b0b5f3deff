from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from villages.models import GuidedVillage, VillageAccount, VillageStep
from villages.models.village import Stage
from villages.tests.factories import (
    AssignmentFactory,
    DecreeFactory,
    GuidedVillageFactory,
    JurisdictionFactory,
    RegionAliasFactory,
    RegionFactory,
    SelectionReasonFactory,
)
from villages.tests.regions import load_regencies

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil, name="Kantor Imigrasi Bekasi", short_name="Kanim Bekasi")


@pytest.fixture
def operator(client, office):
    user = UserFactory(office=office, role=Role.OPERATOR)
    client.force_login(user)
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"villages:{name}", args=args), query)


def send(client, name, *args, **data):
    return client.post(reverse(f"villages:{name}", args=args), data)


def shown(response):
    return [village.region.name for village in response.context["object_list"]]


def test_an_office_lists_its_own_villages_with_their_officers(client, operator, office):
    mine = GuidedVillageFactory(office=office)
    AssignmentFactory(village=mine)
    AssignmentFactory(village=mine, ends_on=timezone.localdate() - timedelta(days=1))
    GuidedVillageFactory()
    response = page(client, "list")
    assert shown(response) == [mine.region.name]
    village = response.context["object_list"][0]
    assert (village.officers_now, village.since) == (1, date(2024, 1, 1))
    assert "1 desa" in response.content.decode()


def test_the_list_answers_with_few_queries_however_long(
    client, operator, office, django_assert_max_num_queries
):
    GuidedVillageFactory.create_batch(20, office=office)
    with django_assert_max_num_queries(18):
        page(client, "list")


def test_a_village_is_found_as_the_office_writes_it(client, operator, office):
    load_regencies("Kota Bekasi")
    GuidedVillageFactory(office=office, region_id="32.75.11.1003", region=None)
    GuidedVillageFactory(office=office, region_id="32.75.03.1004", region=None)
    assert shown(page(client, "list", q="mustika jaya kota bekasi")) == ["Mustikajaya"]
    assert shown(page(client, "list", q="32.75.03")) == ["Teluk Pucung"]


def test_the_list_narrows_by_stage_regency_and_reason(client, operator, office):
    active = GuidedVillageFactory(office=office)
    candidate = GuidedVillageFactory(
        office=office, stage=Stage.CANDIDATE, region=RegionFactory(code="32.16.01.2001")
    )
    reason = SelectionReasonFactory()
    candidate.reasons.add(reason, through_defaults={"office": office})
    assert shown(page(client, "list", stage="aktif")) == [active.region.name]
    assert shown(page(client, "list", regency="32.16")) == [candidate.region.name]
    assert shown(page(client, "list", reason=reason.pk)) == [candidate.region.name]
    assert "Kabupaten/kota: Contoh" in page(client, "list", regency="32.16").content.decode()


def test_an_empty_list_says_what_to_do(client, operator):
    assert "Daftarkan calon pertama" in page(client, "list").content.decode()


def test_a_villages_page_tells_its_life_and_what_is_missing(client, operator, office, kanwil):
    decree = DecreeFactory(office=kanwil)
    village = GuidedVillageFactory(office=office, stage=Stage.APPROVED, note="Dekat pelabuhan")
    village.steps.filter(stage=Stage.APPROVED).update(decree=decree)
    text = page(client, "detail", village.pk).content.decode()
    assert decree.number in text
    assert "1 Januari 2024" in text
    assert "Dikukuhkan" in text
    assert "boleh dilewati" in text
    assert "Hasil pindai" in text
    assert "Alasan pemilihan" in text
    assert "Dekat pelabuhan" in text


def test_an_active_village_without_anyone_on_duty_is_pointed_out(client, operator, office):
    village = GuidedVillageFactory(office=office)
    assert "Belum ada petugas" in page(client, "detail", village.pk).content.decode()
    AssignmentFactory(village=village)
    assert "Belum ada petugas" not in page(client, "detail", village.pk).content.decode()


def test_officers_who_left_stay_in_the_villages_history(client, operator, office):
    village = GuidedVillageFactory(office=office)
    past = AssignmentFactory(village=village, ends_on=date(2024, 12, 31))
    assert (
        reverse("villages:village-officers", args=[village.pk])
        in page(client, "detail", village.pk).content.decode()
    )
    text = page(client, "village-officers", village.pk).content.decode()
    assert past.officer.name in text
    assert "31 Desember 2024" in text


def test_a_village_is_registered_with_its_reasons(client, operator, office):
    region, reason = RegionFactory(), SelectionReasonFactory(name="Permintaan tertinggi")
    response = send(
        client,
        "create",
        region=region.pk,
        office=office.pk,
        on="2025-09-01",
        **{f"reason_{reason.pk}": "on", f"reason_{reason.pk}_note": "214 paspor"},
    )
    village = GuidedVillage.objects.get()
    assert response.url == reverse("villages:detail", args=[village.pk])
    assert village.village_reasons.get().note == "214 paspor"
    assert village.steps.get().recorded_by == operator


def test_a_note_alone_counts_as_the_reason(client, operator, office):
    reason = SelectionReasonFactory()
    village = GuidedVillageFactory(office=office)
    send(client, "change", village.pk, **{f"reason_{reason.pk}_note": "12 kasus"})
    assert village.village_reasons.get().note == "12 kasus"


def test_a_region_taken_already_is_said_at_the_field_and_entries_are_kept(client, operator, office):
    taken = GuidedVillageFactory(office=office)
    response = send(
        client, "create", region=taken.region_id, office=office.pk, on="2025-09-01", note="Catatan"
    )
    assert "sudah terdaftar" in response.context["form"].errors["region"][0]
    text = response.content.decode()
    assert "Catatan" in text
    assert taken.region.path in text


def test_a_regency_cannot_be_chosen_as_a_village(client, operator, office):
    RegionFactory(code="32.75")
    response = send(client, "create", region="32.75", office=office.pk, on="2025-09-01")
    assert "Pilih dari daftar" in response.context["form"].errors["region"][0]


def test_no_village_is_registered_for_another_office(client, operator):
    other = OfficeFactory()
    response = send(client, "create", region=RegionFactory().pk, office=other.pk, on="2025-09-01")
    assert "office" in response.context["form"].errors
    assert not GuidedVillage.objects.exists()


def test_the_next_step_is_taken_on_its_page(client, operator, office):
    village = GuidedVillageFactory(office=office, stage=Stage.CANDIDATE)
    response = send(client, "advance", village.pk, to="penjajakan", on="2025-10-11", note="Surat 3")
    assert response.url == village.get_absolute_url()
    assert GuidedVillage.objects.get().stage == Stage.TALKS


def test_a_step_on_the_wrong_day_is_said_at_the_day(client, operator, office):
    village = GuidedVillageFactory(office=office, stage=Stage.CANDIDATE)
    response = send(client, "advance", village.pk, to="penjajakan", on="2023-10-11")
    assert "belum tercatat dibina" in response.context["form"].errors["on"][0]


def test_the_kanwil_head_approves_with_a_decree(client, office, kanwil):
    client.force_login(UserFactory(office=kanwil, role=Role.KANWIL_HEAD))
    village = GuidedVillageFactory(office=office, stage=Stage.PROPOSED)
    decree = DecreeFactory(office=kanwil)
    missing = send(client, "advance", village.pk, to="ditetapkan", on="2024-03-01")
    assert "Pilih SK" in missing.context["form"].errors["decree"][0]
    send(client, "advance", village.pk, to="ditetapkan", on="2024-03-01", decree=decree.pk)
    assert GuidedVillage.objects.get().stage == Stage.APPROVED
    assert decree.villages.get() == village


def test_an_operator_is_not_offered_the_approval(client, operator, office):
    village = GuidedVillageFactory(office=office, stage=Stage.PROPOSED)
    send(client, "advance", village.pk, to="ditetapkan", on="2024-03-01", decree="")
    assert GuidedVillage.objects.get().stage == Stage.PROPOSED
    offered = page(client, "advance", village.pk).context["form"].fields["to"].choices
    assert offered == [(Stage.CANDIDATE, "Usul ditarik, kembali ke calon")]


@pytest.mark.parametrize(
    ("stage", "primary", "others"),
    [
        (Stage.CANDIDATE, "Tulis usul", ["Ubah", "Catat tahap"]),
        (Stage.PROPOSED, None, ["Ubah", "Tarik usul"]),
        (Stage.AGREED, "Catat SK", ["Ubah", "Catat tahap"]),
        (Stage.APPROVED, "Kukuhkan", ["Ubah", "Catat tahap"]),
        (Stage.INAUGURATED, "Catat tahap", ["Ubah"]),
        (Stage.ACTIVE, "Tugaskan petugas", ["Ubah", "Akhiri pembinaan"]),
        (Stage.INACTIVE, None, ["Ubah"]),
    ],
)
def test_what_stands_first_on_a_villages_page_follows_its_stage(
    client, operator, office, stage, primary, others
):
    village = GuidedVillageFactory(office=office, stage=stage)
    head = page(client, "detail", village.pk).context["page"]
    assert (head.primary and head.primary.label) == primary
    assert [act.label for act in head.others] == [*others, "Serah terima (PDF)"]


def test_a_kanwil_moves_a_village_between_its_offices(client, office, kanwil):
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    village, new = GuidedVillageFactory(office=office), OfficeFactory(under=kanwil)
    assert "Pindah kantor" in page(client, "detail", village.pk).content.decode()
    send(client, "move", village.pk, office=new.pk, on="2025-01-01", note="Surat 4")
    assert GuidedVillage.objects.get().office == new


@pytest.mark.parametrize("name", ["detail", "change", "advance", "move"])
def test_another_offices_village_does_not_exist(client, operator, name):
    other = GuidedVillageFactory(stage=Stage.CANDIDATE)
    assert page(client, name, other.pk).status_code == 404
    response = send(client, name, other.pk, to="diusulkan", on="2025-01-01")
    assert response.status_code == (405 if name == "detail" else 404)


@pytest.mark.parametrize("name", ["change", "advance", "move"])
def test_a_pimpasa_reads_but_does_not_keep_the_register(client, office, name):
    client.force_login(UserFactory(office=office, role=Role.PIMPASA))
    village = GuidedVillageFactory(office=office, stage=Stage.CANDIDATE)
    assert page(client, "detail", village.pk).status_code == 200
    assert page(client, name, village.pk).status_code == 403
    assert page(client, "create").status_code == 403


def test_a_village_official_sees_his_village_only(client, office):
    mine, other = GuidedVillageFactory.create_batch(2, office=office)
    official = UserFactory(office=office, role=Role.VILLAGE_OFFICIAL)
    VillageAccount.objects.create(user=official, village=mine, office=office)
    client.force_login(official)
    assert shown(page(client, "list")) == [mine.region.name]
    assert page(client, "detail", mine.pk).status_code == 200
    assert page(client, "detail", other.pk).status_code == 404
    assert page(client, "assignment-list").status_code == 403


def test_the_picker_finds_regions_with_their_path(client, operator):
    load_regencies("Kota Batam")
    found = page(client, "region-search", q="tiban", tingkat="desa").json()["results"]
    assert {each["name"] for each in found} == {"Tiban Baru", "Tiban Indah", "Tiban Lama"}
    assert found[0]["path"] == "Sekupang, Kota Batam, Kepulauan Riau"
    assert found[0]["kind"] == "Kelurahan"


def test_the_picker_takes_only_levels_it_knows(client, operator):
    RegionFactory()
    found = page(client, "region-search", q="bekasi", tingkat="planet,kecamatan").json()["results"]
    assert [each["code"] for each in found] == ["32.75.03"]


def test_the_picker_prefers_the_readers_work_area_and_own_spellings(client, operator, office):
    load_regencies("Kota Bekasi", "Kabupaten Bekasi")
    JurisdictionFactory(office=office, region_id="32.75", region=None)
    RegionAliasFactory(region_id="32.75.03.1006", region=None, office=office, text="Harja")
    first = page(client, "region-search", q="jati", tingkat="desa").json()["results"][0]
    assert first["code"].startswith("32.75")
    assert page(client, "region-search", q="harja").json()["results"][0]["name"] == "Harapanjaya"


def test_the_village_picker_offers_open_villages_of_ones_own(client, operator, office):
    mine = GuidedVillageFactory(office=office)
    GuidedVillageFactory(office=office, stage=Stage.INACTIVE)
    GuidedVillageFactory()
    found = page(client, "village-search", q="contoh").json()["results"]
    assert [each["code"] for each in found] == [str(mine.pk)]
    assert page(client, "village-search", q="c").json()["results"] == []


def test_a_village_outside_the_work_area_is_asked_about_before_it_is_taken(client):
    office = OfficeFactory()
    JurisdictionFactory(office=office, region=RegionFactory(code="32.75"))
    outside, inside = RegionFactory(code="21.71.07.1003"), RegionFactory(code="32.75.03.1006")
    client.force_login(UserFactory(office=office))
    entries = {"office": office.pk, "on": "2025-09-01"}
    url = reverse("villages:create")
    asked = client.post(url, entries | {"region": outside.pk})
    assert "di luar wilayah kerja" in str(asked.context["form"].errors["region"])
    assert 'name="outside"' in asked.content.decode()
    assert not GuidedVillage.objects.exists()
    client.post(url, entries | {"region": outside.pk, "outside": "on"})
    client.post(url, entries | {"region": inside.pk})
    assert GuidedVillage.objects.count() == 2


def test_the_register_can_be_read_as_of_a_past_day(client):
    office = OfficeFactory()
    village = GuidedVillageFactory(office=office, stage=Stage.APPROVED, since=date(2025, 10, 1))
    GuidedVillageFactory(office=office, since=date(2025, 12, 1))
    VillageStep.objects.create(
        village=village, office=office, stage=Stage.ACTIVE, happened_on=date(2025, 12, 1)
    )
    GuidedVillage.objects.filter(pk=village.pk).update(stage=Stage.ACTIVE)
    client.force_login(UserFactory(office=office))
    url = reverse("villages:list")

    def shown(**query):
        return [str(row.cells[0].text) for row in client.get(url, query).context["rows"]]

    assert shown(on="2025-11-30") == [village.region.name]
    assert shown(on="2025-11-30", stage="ditetapkan") == [village.region.name]
    assert shown(on="2025-11-30", stage="aktif") == []
    assert len(shown(stage="aktif")) == 2
    assert "Ditetapkan" in client.get(url, {"on": "2025-11-30"}).content.decode()
