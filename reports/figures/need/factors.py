"""What a village's place on the list is made of, and how much each of it weighs.

No official scoring sheet was found: the weights are ours, and anybody may move them in the address
(`?bobot_permintaan=4`). What they mean: docs/adr/0035.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.measure import PMI_ISSUED, Measure
from reports.models.statistic import Outcome

HEAVIEST = 10
PREFIX = "bobot_"


@dataclass(frozen=True)
class Factor:
    """One column of the list. `measure`: what is counted for residents; None where it is effort,
    or findings.
    """

    key: str
    label: str
    usual: int  # the weight it has until somebody moves it
    told: str  # what a heavier weight does, as a sentence
    measure: Measure | None = None
    unit: str = ""  # behind the number in a sentence

    @property
    def parameter(self) -> str:
        return f"{PREFIX}{self.key}"


NEED = (
    Factor("permintaan", "Paspor PMI terbit", 10, "Makin banyak, makin tinggi.",
           PMI_ISSUED, "paspor PMI"),
    Factor("penolakan", "Penolakan", 2, "Makin banyak, makin tinggi.",
           Measure(Outcome.REFUSED), "penolakan"),
    Factor("penundaan", "Penundaan", 2, "Makin banyak, makin tinggi.",
           Measure(Outcome.DELAYED), "penundaan"),
    Factor("penangguhan", "Penangguhan", 1, "Makin banyak, makin tinggi.",
           Measure(Outcome.SUSPENDED), "penangguhan"),
    Factor("pembatalan", "Pembatalan", 1, "Makin banyak, makin tinggi.",
           Measure(Outcome.CANCELLED), "pembatalan"),
    Factor("tidak_dipisah", "Ditolak atau ditunda (tidak dipisah)", 1,
           "Makin banyak, makin tinggi.", Measure(Outcome.REFUSED_OR_DELAYED),
           "ditolak atau ditunda (tidak dipisah)"),
    Factor("keberangkatan", "Penundaan keberangkatan", 3, "Makin banyak orang, makin tinggi.",
           Measure(Outcome.DEPARTURE_DELAY), "orang ditunda keberangkatannya"),
    # No passport figure, and only for who may see findings (docs/adr/0039).
    Factor("temuan", "Temuan", 3, "Makin banyak, makin tinggi.", unit="temuan"),
)  # fmt: skip
NOTICED = next(factor for factor in NEED if factor.key == "temuan")
EFFORT = (
    Factor("kegiatan", "Sedikit kegiatan", 2, "Makin sedikit kegiatan, makin tinggi."),
    Factor(
        "kunjungan", "Lama tanpa kunjungan", 2, "Makin lama, makin tinggi; penuh pada 365 hari."
    ),
    Factor("petugas", "Belum ada petugas", 1, "Tanpa petugas yang bertugas, lebih tinggi."),
)
FACTORS = (*NEED, *EFFORT)
MEASURES = tuple(factor.measure for factor in NEED if factor.measure)


@dataclass(frozen=True)
class Weights:
    """A whole number from 0 to HEAVIEST for each factor, in the order of FACTORS."""

    of: tuple[int, ...] = tuple(factor.usual for factor in FACTORS)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Weights:
        """From an address; what is no weight is the usual one."""
        return cls(tuple(_weight(query.get(f.parameter, ""), f.usual) for f in FACTORS))

    @property
    def moved(self) -> bool:
        return self != Weights()

    @property
    def words(self) -> dict[str, str]:
        """The address's words for those that were moved."""
        pairs = zip(FACTORS, self.of, strict=True)
        return {f.parameter: str(weight) for f, weight in pairs if weight != f.usual}


def _weight(text: str, usual: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4):
        return usual
    return min(int(text), HEAVIEST)
