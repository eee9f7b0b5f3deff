import pytest

from dbi_portal.lib.text import squash


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
