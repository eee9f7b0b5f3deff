"""What every register's list, detail and form does for its readers."""

import io
from datetime import date

import openpyxl
import pytest

from dbi_portal.lib.pages import exports
from officers.models import OfficeAlias, Officer
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dbi_portal.tests.registers")]


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def reader(client, office):
    """A browser in which an operator of `office` is signed in."""
    client.force_login(UserFactory(office=office, role=Role.OPERATOR))
    return client


@pytest.fixture
def pimpasa(client, office):
    client.force_login(UserFactory(office=office, role=Role.PIMPASA))
    return client


def officer(office, name, **more):
    return OfficerFactory(office=office, name=name, **more)


def names(response):
    return [row.cells[0].text for row in response.context["rows"]]


def test_a_list_holds_the_rows_of_the_readers_office(reader, office):
    officer(office, "Ayu Contoh")
    OfficerFactory(name="Orang Lain")
    assert names(reader.get("/")) == ["Ayu Contoh"]


def test_every_word_of_a_search_must_occur(reader, office):
    officer(office, "Ayu Contoh")
    officer(office, "Ayu Rekaan")
    assert names(reader.get("/?q=ayu+rek")) == ["Ayu Rekaan"]
    assert names(reader.get("/?q=rek+ayu")) == ["Ayu Rekaan"]


def test_a_row_found_by_two_of_its_parts_is_listed_once(reader, office):
    for text in ("Bekasi Kota", "Bekasi Raya"):
        OfficeAlias.objects.create(office=office, text=text)
    officer(office, "Ayu Contoh")
    assert names(reader.get("/?q=bekasi")) == ["Ayu Contoh"]


def test_filters_in_force_are_told_with_the_address_that_lifts_them(reader, office):
    officer(office, "Ayu Contoh", joined_on=date(2025, 5, 21))
    officer(office, "Budi Contoh", joined_on=date(2024, 5, 21))
    address = f"/?q=contoh&kantor={office.pk}&sejak_dari=2025-01-01&tugas=ya&urut=-nama"
    response = reader.get(address)
    assert names(response) == ["Ayu Contoh"]
    assert response.context["count_text"] == "1 dari 2 petugas"
    told = {each.label: (each.text, each.url) for each in response.context["active"]}
    assert told["Cari"][0] == "contoh"
    assert told["Tugas"][0] == "Masih bertugas"
    assert told["Kantor"][0] == str(office)
    assert told["Sejak"][0] == "dari 1 Januari 2025"
    assert "sejak_dari" not in told["Sejak"][1]
    assert "urut=-nama" in told["Sejak"][1]
    assert len(names(reader.get("/" + told["Sejak"][1]))) == 2


@pytest.mark.parametrize(
    "query",
    [
        "page=999", "page=abc", "page=-1", "page=0", "page=", "urut=sandi", "urut=%00", "urut=-",
        "kantor=abc", "kantor=99999999999999999999", "kantor=%00", "tugas=mungkin", "q=%00",
        "sejak_dari=kemarin", "sejak_dari=9999-99-99", "sejak_sampai=%00", "unduh=exe",
        "q=%25_%27%22%5C", "q=" + "a+" * 49, "q=" + "a" * 400,
    ],
)  # fmt: skip
def test_nothing_in_the_address_breaks_a_list(reader, office, query):
    officer(office, "Ayu Contoh")
    response = reader.get(f"/?{query}")
    assert response.status_code == 200


def test_a_filter_that_means_nothing_is_named_and_ignored(reader, office):
    officer(office, "Ayu Contoh")
    response = reader.get("/?tugas=mungkin")
    assert names(response) == ["Ayu Contoh"]
    assert "“Tugas” di alamat halaman tidak dikenal" in response.content.decode()


def test_a_list_sorts_both_ways_with_the_unknown_last(reader, office):
    officer(office, "Ayu", joined_on=date(2025, 1, 1))
    officer(office, "Budi", joined_on=None)
    officer(office, "Cici", joined_on=date(2024, 1, 1))
    assert names(reader.get("/")) == ["Ayu", "Budi", "Cici"]
    assert names(reader.get("/?urut=-nama")) == ["Cici", "Budi", "Ayu"]
    assert names(reader.get("/?urut=sejak")) == ["Cici", "Ayu", "Budi"]
    assert names(reader.get("/?urut=-sejak")) == ["Ayu", "Cici", "Budi"]
    assert 'aria-sort="descending"' in reader.get("/?urut=-sejak").content.decode()


def test_pages_keep_the_search_and_a_page_too_far_is_the_last(reader, office):
    for number in range(27):
        officer(office, f"Petugas {number:02}")
    first = reader.get("/?q=petugas")
    assert len(names(first)) == 25
    assert "?q=petugas&amp;page=2" in first.content.decode()
    assert "26–27 dari 27" in reader.get("/?q=petugas&page=2").content.decode()
    assert names(reader.get("/?page=999")) == ["Petugas 25", "Petugas 26"]


def test_a_page_holds_as_many_rows_as_the_address_asks_for(reader, office):
    for number in range(101):
        officer(office, f"Petugas {number:03}")
    page = reader.get("/?q=petugas&baris=100&urut=-nama")
    assert len(names(page)) == 100
    text = page.content.decode()
    assert "q=petugas&amp;baris=100&amp;urut=-nama&amp;page=2" in text
    assert "q=petugas&amp;urut=-nama&amp;baris=1000" in text
    assert '<input type="hidden" name="baris" value="100">' in text
    everyone = reader.get("/?baris=1000")
    assert len(names(everyone)) == 101
    assert "Halaman daftar" not in everyone.content.decode()
    assert "Baris per halaman" in everyone.content.decode()


@pytest.mark.parametrize("size", ["0", "-5", "7", "1e3", "10000", "abc", "%00"])
def test_a_size_that_is_not_on_offer_is_not_asked_for(reader, office, size):
    for number in range(26):
        officer(office, f"Petugas {number:02}")
    assert len(names(reader.get(f"/?baris={size}"))) == 25


def test_a_short_list_offers_no_sizes(reader, office):
    officer(office, "Ayu")
    assert "Baris per halaman" not in reader.get("/").content.decode()


def sheet_of(response):
    return openpyxl.load_workbook(io.BytesIO(response.getvalue())).active


def values(response):
    return [row for row in sheet_of(response).iter_rows(values_only=True) if any(row)]


def test_the_workbook_holds_everything_one_sees_not_only_the_page(reader, office):
    for number in range(27):
        officer(office, f"Petugas {number:02}", joined_on=date(2025, 1, 1))
    officer(office, "Orang Lain")
    response = reader.get("/?q=petugas&unduh=xlsx&urut=-nama")
    assert response["Content-Disposition"].startswith('attachment; filename="petugas-')
    rows = values(response)
    assert next(row[0] for row in rows if str(row[0]).startswith("Petugas ")) == "Petugas 26"
    assert sum(str(row[0]).startswith("Petugas ") for row in rows) == 27
    assert rows[-1][2].date() == date(2025, 1, 1)
    assert not any("Orang Lain" in map(str, row) for row in rows)


def test_the_workbook_says_which_rows_it_holds(reader, office):
    officer(office, "Petugas 00")
    rows = values(reader.get("/?q=petugas&unduh=xlsx"))
    assert rows[0][0] == "Petugas"
    assert rows[1][0].startswith("Saringan: Cari: petugas. Diunduh ")
    assert values(reader.get("/?unduh=xlsx"))[1][0].startswith("Semua yang dapat Anda lihat.")


def test_the_same_list_is_offered_as_csv(reader, office):
    officer(office, "Ayu, S.H.", joined_on=date(2025, 1, 1))
    OfficerFactory(name="Orang Lain")
    assert '?q=ayu&amp;unduh=csv"' in reader.get("/?q=ayu").text
    response = reader.get("/?q=ayu&unduh=csv")
    assert response["Content-Disposition"].endswith('.csv"')
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Nama,")
    assert lines[1].startswith('"Ayu, S.H.",')
    assert "2025-01-01" in lines[1]
    assert len(lines) == 2


def test_what_is_fetched_with_each_row_is_fetched_by_the_chunk(
    reader, office, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(exports, "CHUNK", 10)
    for number in range(35):
        officer(office, f"Petugas {number:02}")
    with django_assert_max_num_queries(25):
        assert len(reader.get("/?unduh=csv").getvalue().splitlines()) == 36


def test_an_empty_list_says_why_and_what_to_do(reader, office):
    nothing = reader.get("/").content.decode()
    assert "Belum ada petugas" in nothing
    officer(office, "Ayu")
    narrow = reader.get("/?q=zzz").content.decode()
    assert "Tidak ada yang cocok" in narrow
    assert "Hapus semua saringan" in narrow
    assert "Belum ada petugas" not in narrow


def test_the_primary_action_is_offered_to_whom_it_is_allowed(reader, office):
    assert "Tambah petugas" in reader.get("/").content.decode()


def test_the_primary_action_is_hidden_from_others(pimpasa):
    assert "Tambah petugas" not in pimpasa.get("/").content.decode()


def test_a_row_opens_by_the_link_in_its_first_cell(reader, office):
    one = officer(office, "Ayu")
    assert f'<a class="row-link" href="/{one.pk}/">Ayu</a>' in reader.get("/").content.decode()


def test_what_a_user_typed_is_never_markup(reader, office):
    officer(office, "<script>alert(1)</script>")
    page = reader.get("/?q=%3Cscript%3E").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_strangers_row_does_not_exist(reader, office):
    other = OfficerFactory()
    for address in (f"/{other.pk}/", f"/{other.pk}/ubah/", f"/{other.pk}/hapus/"):
        assert reader.get(address).status_code == 404
        assert reader.post(address).status_code in (404, 405)
    assert Officer.objects.filter(pk=other.pk).exists()


def test_ones_own_row_with_a_forbidden_verb_is_refused_in_words(pimpasa, office):
    one = officer(office, "Ayu")
    assert pimpasa.get(f"/{one.pk}/").status_code == 200
    response = pimpasa.get(f"/{one.pk}/ubah/")
    assert response.status_code == 403
    assert "bukan wewenang akun Anda" in response.content.decode()
    assert pimpasa.get("/tambah/").status_code == 403
    assert pimpasa.post("/tambah/", {"name": "x"}).status_code == 403


def test_a_register_closed_to_a_role_is_refused_in_words(client, office):
    client.force_login(UserFactory(office=office, role=Role.VILLAGE_OFFICIAL))
    assert client.get("/").status_code == 403


def test_a_detail_closed_to_a_role_is_refused_for_ones_own_row_only(pimpasa, office):
    assert pimpasa.get(f"/{officer(office, 'Ayu').pk}/dinas/").status_code == 403
    assert pimpasa.get(f"/{OfficerFactory().pk}/dinas/").status_code == 404


def test_without_the_verb_a_strangers_row_still_does_not_exist(pimpasa):
    assert pimpasa.get(f"/{OfficerFactory().pk}/ubah/").status_code == 404


def test_a_detail_shows_a_dash_for_what_is_not_known(reader, office):
    page = reader.get(f"/{officer(office, 'Ayu', phone='').pk}/").content.decode()
    assert office.name in page
    assert '<dt>Telepon</dt><dd><span class="none">–</span></dd>' in page


def test_a_form_sent_back_keeps_entries_and_leads_to_its_faults(reader):
    page = reader.post("/tambah/", {"name": "", "position": "Analis"}).content.decode()
    assert 'href="#id_name">' in page
    assert "Harus diisi." in page
    assert 'value="Analis"' in page
    assert 'data-guard="unsaved"' in page
    assert not Officer.objects.exists()


def test_what_the_action_refuses_comes_back_at_its_field_with_nothing_written(reader):
    page = reader.post("/tambah/", {"name": "Ayu", "position": "Direktur"}).content.decode()
    assert 'href="#id_position">' in page
    assert "Jabatan ini tidak ada di Kanim." in page
    assert not Officer.objects.exists()


def test_a_saved_form_says_what_was_saved(reader, office):
    response = reader.post("/tambah/", {"name": "Ayu", "position": "Analis"}, follow=True)
    assert names(response) == ["Ayu"]
    assert "Petugas Ayu tersimpan." in response.content.decode()
    assert Officer.objects.get().office == office


def test_a_new_form_starts_in_its_first_field_and_a_change_does_not(reader, office):
    assert "autofocus" in reader.get("/tambah/").content.decode()
    one = officer(office, "Ayu")
    assert "autofocus" not in reader.get(f"/{one.pk}/ubah/").content.decode()


def test_a_change_keeps_its_heading_while_the_entry_is_wrong(reader, office):
    one = officer(office, "Ayu")
    page = reader.post(f"/{one.pk}/ubah/", {"name": "", "position": "x" * 999}).content.decode()
    assert "<h1>Ubah Ayu</h1>" in page


def test_a_destructive_act_asks_first_and_acts_on_the_button_only(reader, office):
    one = officer(office, "Ayu")
    page = reader.get(f"/{one.pk}/hapus/").content.decode()
    assert "Hapus Ayu?" in page
    assert "Penugasannya berakhir hari ini." in page
    assert Officer.objects.exists()
    reader.post(f"/{one.pk}/hapus/")
    assert not Officer.objects.exists()


def test_strangers_are_sent_to_sign_in(client):
    for address in ("/", "/1/", "/tambah/", "/1/ubah/"):
        assert client.get(address).url.startswith("/masuk/")
