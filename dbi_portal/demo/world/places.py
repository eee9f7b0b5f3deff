"""The world's regions: codes in 99, where no province is, with names nobody takes for real."""

from __future__ import annotations

from datetime import date

from villages.editions import EditionSource
from villages.loading import load
from villages.models import Region, RegionEdition, RegionSuccession

LETTERS = "xyzabcdefghijklmnopqrstuvw"
PROVINCE = "99"
VILLAGES = 4
AT_A_SUPERVISOR = 90  # the number of the district (or regency) kept for a supervisor's own rows
GONE = f"{PROVINCE}.01.01.2099"
EDITION = "dunia-uji"


def letter(kanwil: int) -> str:
    """x for the first Kanwil; "x2" for the twenty-seventh."""
    around, place = divmod(kanwil - 1, len(LETTERS))
    return LETTERS[place] + (str(around + 1) if around else "")


def regency(kanwil: int) -> str:
    return f"{PROVINCE}.{kanwil:02}"


def district(kanwil: int, office: int) -> str:
    return f"{regency(kanwil)}.{office:02}"


def villages_in(district_code: str) -> list[str]:
    """Its villages: a kelurahan and three desa."""
    return [f"{district_code}.1001"] + [
        f"{district_code}.{2000 + n}" for n in range(2, VILLAGES + 1)
    ]


def write_places(*, kanwil: int, offices: int) -> None:
    """Load the tree, and retire one village that another succeeds."""
    names = _names(kanwil, offices)
    load(
        EditionSource(
            code=EDITION,
            name="Wilayah dunia uji",
            decree="Tidak ada",
            source="Data contoh",
            effective_on=date(2024, 1, 1),
            read=lambda: names,
            fingerprint=lambda: str(sorted(names.items())),
        )
    )
    _retire(GONE, successor=villages_in(district(1, 1))[0])


def _names(kanwil: int, offices: int) -> dict[str, str]:
    names = {PROVINCE: "Provinsi Uji", GONE: "Desa Uji yang Bubar"}
    seats = [(regency(AT_A_SUPERVISOR), "Pusat", [AT_A_SUPERVISOR])]
    numbers = [*range(1, offices + 1), AT_A_SUPERVISOR]
    seats += [(regency(k), letter(k).upper(), numbers) for k in range(1, kanwil + 1)]
    for code, name, districts in seats:
        names[code] = f"Uji {name}"
        for number in districts:
            names |= _district(f"{code}.{number:02}", f"Uji {name}-{number}")
    return names


def _district(code: str, name: str) -> dict[str, str]:
    villages = {village: f"{name}-{n}" for n, village in enumerate(villages_in(code), start=1)}
    return {code: name} | villages


def _retire(code: str, *, successor: str) -> None:
    Region.objects.filter(pk=code).update(retired_on=date(2025, 4, 25))
    RegionSuccession.objects.get_or_create(
        retired_id=code,
        successor_id=successor,
        defaults={"edition": RegionEdition.objects.get(code=EDITION)},
    )
