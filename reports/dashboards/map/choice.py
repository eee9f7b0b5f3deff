"""What the address of the map chooses beside the filters of every analysis page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from villages.models import Region

EFFORT, STAGE = "upaya", "tahap"
COLOURS = {EFFORT: "Kunjungan terakhir", STAGE: "Tahap"}
HOMES = "asal"
AREAS = {"kabupaten": Region.Level.REGENCY, "kecamatan": Region.Level.DISTRICT}
NEED, SESSIONS = "kebutuhan", "kegiatan"
FILLS = {NEED: "Kebutuhan", SESSIONS: "Kegiatan"}


@dataclass(frozen=True)
class Choice:
    """`warna`: what a mark's colour and shape say; `lapisan=asal`: home villages too; `bidang`:
    borders coloured by `isi`. What the address does not mean is ignored.
    """

    colour: str = EFFORT
    homes: bool = False
    areas: str = ""
    fill: str = NEED

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Choice:
        colour, areas, fill = (query.get(name, "") for name in ("warna", "bidang", "isi"))
        return cls(
            colour=colour if colour in COLOURS else EFFORT,
            homes=query.get("lapisan") == HOMES,
            areas=areas if areas in AREAS else "",
            fill=fill if fill in FILLS else NEED,
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What each of them is set to, those that go without saying too."""
        homes = HOMES if self.homes else ""
        return {"warna": self.colour, "lapisan": homes, "bidang": self.areas, "isi": self.fill}

    @property
    def words(self) -> dict[str, str]:
        """The address's words by name, without those that go without saying."""
        told = {
            "warna": self.colour if self.colour != EFFORT else "",
            "lapisan": HOMES if self.homes else "",
            "bidang": self.areas,
            "isi": self.fill if self.areas and self.fill != NEED else "",
        }
        return {name: text for name, text in told.items() if text}
