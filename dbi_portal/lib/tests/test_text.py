import pytest

from dbi_portal.lib.text import one_slip, squash


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("Mustika Jaya", "Mustikajaya"),
        ("KALI ABANG  TENGAH", "Kaliabang Tengah"),
        ("Ma’rang", "Ma'rang"),
        ("Kel. 2-A", "kel 2a"),
    ],
)
def test_spellings_that_differ_in_blanks_case_and_signs_agree(typed, official):
    assert squash(typed) == squash(official)


def test_different_names_stay_different():
    assert squash("Tiban Lama") != squash("Tiban Baru")


@pytest.mark.parametrize("word", ["kecamatn", "kecammatan", "kecamatam", "kecaamtan", "kecamatan"])
def test_one_letter_too_few_too_many_wrong_or_swapped_is_one_slip(word):
    assert one_slip(word, "kecamatan")
    assert one_slip("kecamatan", word)


@pytest.mark.parametrize("word", ["kecamat", "kacamatam", "camatan", "", "desa"])
def test_two_letters_apart_is_another_word(word):
    assert not one_slip(word, "kecamatan")
