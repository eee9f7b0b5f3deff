"""The regencies the stories play in, by name, with their real codes."""

from villages.tests.real_regions import load_real_regions

REGENCIES = {
    "Kota Bekasi": "32.75",
    "Kabupaten Bekasi": "32.16",
    "Kota Batam": "21.71",
    "Jakarta Timur": "31.75",
    "Kota Cilegon": "36.72",
    "Cilacap": "33.01",
    "Pemalang": "33.27",
    "Kota Tangerang": "36.71",
    "Kabupaten Tangerang": "36.03",
}


def load_regencies(*names):
    """These regencies with all beneath and above them; every one of REGENCIES without names."""
    load_real_regions(*(REGENCIES[name] for name in names or REGENCIES))
