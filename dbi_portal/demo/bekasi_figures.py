"""Story 1's figures: 8.837 as printed, and made-up months and home villages that add up to it."""

from __future__ import annotations

from datetime import date

from dbi_portal.demo import articles
from dbi_portal.demo.bekasi import PRIORITY
from dbi_portal.demo.figures import (
    Figure,
    Outcome,
    Purpose,
    of_month,
    of_months,
    shared_out,
)
from dbi_portal.lib.months import Month

PRINTED = Figure(date(2025, 1, 1), date(2025, 8, 31), 8837, article=articles.BEKASI)
FIRST = Month(2025, 1)
# January to August add up to 8.837; every month lies below Pemalang's and Cilacap's (`peers`).
ISSUED_2025 = (1034, 1012, 958, 1043, 1121, 1168, 1247, 1254, 1189, 1142, 1098, 1067)
ISSUED_2024 = (842, 815, 803, 861, 920, 955, 1010, 1024, 981, 969, 950, 902)
UMRAH_2025 = (2210, 2380, 1105, 890, 1320, 1540, 1610, 1725, 1690, 1710, 1820, 1905)
REFUSED_2025 = (9, 7, 6, 11, 8, 12, 10, 14, 9, 8, 11, 10)
DELAYED_2025 = (21, 18, 17, 24, 20, 26, 23, 29, 22, 19, 25, 23)

# How many of a thousand come from where. The article's five are the highest, in its order.
FIVE = dict(zip(PRIORITY.values(), (66, 62, 58, 55, 52), strict=True))
OTHERS = {
    "32.75.03.1002": 36, "32.75.03.1003": 28, "32.75.03.1005": 24, "32.75.01.1001": 34,
    "32.75.01.1003": 31, "32.75.01.1004": 33, "32.75.02.1001": 27, "32.75.02.1002": 29,
    "32.75.02.1004": 22, "32.75.04.1001": 18, "32.75.05.1001": 32, "32.75.05.1002": 30,
    "32.75.05.1004": 19, "32.75.06.1003": 35, "32.75.06.1004": 25, "32.75.07.1004": 26,
    "32.75.07.1008": 34, "32.75.08.1003": 17, "32.75.09.1005": 20, "32.75.10.1003": 15,
    "32.75.11.1001": 37, "32.75.11.1002": 38, "32.75.12.1002": 13, "32.16.06.2006": 24,
    "32.16.06.2009": 21, "32.16.06.2010": 18, "32.16.07.2002": 14, "32.16.08.2007": 12,
    "32.16.05.2008": 10, "32.16.19.2004": 9,
}  # fmt: skip
HOMES = FIVE | OTHERS


def bekasi_figures() -> list[Figure]:
    """The office's months, their split by home village, other purposes and outcomes, and 8.837."""
    months = [
        *of_months(FIRST.plus(-12), ISSUED_2024),
        *of_months(FIRST, ISSUED_2025),
    ]
    return [
        PRINTED,
        *months,
        *(part for month in months for part in _by_home(month)),
        *of_months(FIRST, UMRAH_2025, purpose=Purpose.UMRAH),
        *of_months(FIRST, REFUSED_2025, outcome=Outcome.REFUSED),
        *of_months(FIRST, DELAYED_2025, outcome=Outcome.DELAYED),
    ]


def _by_home(figure: Figure) -> list[Figure]:
    shares = shared_out(figure.count, HOMES)
    return [of_month(Month.of(figure.start), count, home=code) for code, count in shares.items()]
