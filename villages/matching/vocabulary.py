"""Words of Indonesian place names: what is short for what, what is only another spelling.

Only readings that lose nothing stand here. What may be short for several words ("P. Bulan", "Bt.")
is worked out by `shorthand` and never counts as certain by itself.
"""

from __future__ import annotations

# Short forms with one meaning in place names, all over the country.
SHORT = {
    "sei": "sungai",
    "perk": "perkebunan",
    "perkb": "perkebunan",
    "perkeb": "perkebunan",
    "kp": "kampung",
    "kpg": "kampung",
    "kamp": "kampung",
    "tj": "tanjung",
    "tjg": "tanjung",
    "tg": "tanjung",
    "bdr": "bandar",
    "gn": "gunung",
    "gng": "gunung",
    "psr": "pasar",
    "ujg": "ujung",
    "sp": "simpang",
    "spg": "simpang",
    "simp": "simpang",
    "lbk": "lubuk",
    "pdg": "padang",
    "btg": "batang",
    "tlk": "teluk",
    "mns": "meunasah",
    "pmtg": "pematang",
    "dsn": "dusun",
    "dlk": "dolok",
    "tgh": "tengah",
    "tmr": "timur",
    "tim": "timur",
    "brt": "barat",
    "bar": "barat",
    "utr": "utara",
    "slt": "selatan",
    "sel": "selatan",
    "ktm": "kotamatsum",
}
# The same word, written by another habit of spelling.
VARIANTS = {
    "sungei": "sungai",
    "sungay": "sungai",
    "kampong": "kampung",
    "tanjong": "tanjung",
    "masjid": "mesjid",
    "pulo": "pulau",
    "gunong": "gunung",
}
OLD_SPELLING = {"oe": "u", "dj": "j", "tj": "c", "kw": "ku"}

UNITS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
NUMBER_WORDS = {word: number for number, word in enumerate(UNITS, 1)} | {
    "sepuluh": 10,
    "sebelas": 11,
}


def roman(number: int) -> str:
    """1 to 39, small letters."""
    tens, units = divmod(number, 10)
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * tens + ones[units]


ROMAN = {roman(number): number for number in range(1, 40)}
NUMBERS = {**ROMAN, **NUMBER_WORDS}

# Class words that say what a place is and nothing about which one. They may be left out or added.
CLASSES = (
    *("desa", "ds", "kelurahan", "kel", "kalurahan", "nagori", "nagari", "gampong", "pekon"),
    *("tiyuh", "lembang", "kepenghuluan"),
)
# Words that are part of many names and a class word in some regions: asked about when they differ.
MAYBE_CLASSES = ("kampung", "dusun", "negeri", "banjar", "lingkungan", "ohoi", "huta", "marga")

# How people shorten regencies: first letters of their parts, each known for one regency alone.
REGENCY_SHORT = {
    "labura": "labuhanbatuutara",
    "labusel": "labuhanbatuselatan",
    "tapsel": "tapanuliselatan",
    "taput": "tapanuliutara",
    "tapteng": "tapanulitengah",
    "madina": "mandailingnatal",
    "sergai": "serdangbedagai",
    "paluta": "padanglawasutara",
    "palas": "padanglawas",
    "humbahas": "humbanghasundutan",
    "tobasa": "toba",
    "tangsel": "tangerangselatan",
    "jaksel": "jakartaselatan",
    "jaktim": "jakartatimur",
    "jakbar": "jakartabarat",
    "jakut": "jakartautara",
    "jakpus": "jakartapusat",
    "inhu": "indragirihulu",
    "inhil": "indragirihilir",
    "rohul": "rokanhulu",
    "rohil": "rokanhilir",
    "kuansing": "kuantansingingi",
    "kukar": "kutaikartanegara",
    "kutim": "kutaitimur",
    "kubar": "kutaibarat",
    "muba": "musibanyuasin",
    "oki": "ogankomeringilir",
    "oku": "ogankomeringulu",
}
