"""Made-up PMI figures of every office, so that there is something to rank and to compare with."""

from __future__ import annotations

from dbi_portal.demo.figures import Figure, of_months
from dbi_portal.lib.months import Month

FIRST = Month(2025, 1)
# PMI passports issued, 2025 month by month. The article ranks Cilacap first, Pemalang second
# and Bekasi third without saying how many the first two issued, so theirs are made up to fit,
# month by month. Bekasi's own stand in `bekasi_figures`.
ISSUED = {
    "kanim-cilacap": (1471, 1438, 1402, 1495, 1533, 1580, 1622, 1640, 1588, 1541, 1502, 1466),
    "kanim-pemalang": (1187, 1160, 1121, 1198, 1254, 1302, 1371, 1389, 1340, 1298, 1265, 1231),
    "kanim-batam": (398, 382, 371, 405, 417, 433, 446, 451, 438, 427, 420, 409),
    "kanim-jakarta-timur": (541, 529, 512, 547, 560, 574, 591, 598, 583, 571, 562, 551),
    "kanim-soekarno-hatta": (208, 201, 196, 211, 217, 224, 230, 233, 226, 221, 217, 212),
    "kanim-cilegon": (176, 170, 165, 178, 183, 189, 195, 198, 192, 187, 183, 178),
}


def peer_figures(counts: tuple[int, ...]) -> list[Figure]:
    """The counts of 2025, and those of 2024 about a tenth lower."""
    year_before = [count * 9 // 10 for count in counts]
    return [*of_months(FIRST.plus(-12), year_before), *of_months(FIRST, counts)]
