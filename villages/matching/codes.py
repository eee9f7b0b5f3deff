"""A code where a village's name should stand."""

from __future__ import annotations

from collections.abc import Iterable

from villages.matching.answers import MOST_CANDIDATES, UNKNOWN, Candidate, Match, Place, Status
from villages.matching.atlas import Atlas
from villages.matching.cells import Reading
from villages.matching.whereabouts import Whereabouts
from villages.models import RegionSuccession

CODE, OLD_CODE, AREA_CODE = "kode", "kode lama, kini desa ini", "kode kecamatan, pilih desanya"
OTHER_PLACE = "kode dan tempat bertentangan"
OTHER_NAME = "kode dan nama bertentangan"


class Codes:
    """Villages by their codes; what became of retired ones is read once, if there are any."""

    def __init__(self, atlas: Atlas, rows: Iterable[tuple[Place, Reading]]):
        self.atlas = atlas
        codes = {reading.code for _, reading in rows} - {""}
        self.successors: dict[str, list[str]] = {}
        if old := [code for code in codes if atlas.row(code) is None]:
            rows = RegionSuccession.objects.filter(retired__in=old).order_by("successor")
            for retired, successor in rows.values_list("retired_id", "successor_id"):
                self.successors.setdefault(retired, []).append(successor)

    def decide(self, reading: Reading, where: Whereabouts) -> Match:
        """Matched, unless district, regency or a name beside the code say another village."""
        code = reading.code
        if not code:
            return self._of_area(reading.area_code)
        if self.atlas.row(code) is None:
            listed = self._listed(self.successors.get(code, ()), 0.9, OLD_CODE)
            return Match(Status.ASK, None, listed) if listed else UNKNOWN
        if reading.forms and not self._is_called(code, reading):
            return Match(Status.ASK, None, self._listed([code], 0.8, OTHER_NAME))
        if where.named and not where.holds(self.atlas.row(code)):
            return Match(Status.ASK, None, self._listed([code], 0.8, OTHER_PLACE))
        return Match(Status.MATCHED, code, self._listed([code], 1.0, CODE))

    def _is_called(self, code: str, reading: Reading) -> bool:
        """The name beside the code is the village's own."""
        row = self.atlas.row(code)
        return any(row in self.atlas.called(form.canon, form.key) for form in reading.forms)

    def _of_area(self, area: str) -> Match:
        digits = area.replace(".", "")
        dotted = ".".join(digits[at : at + 2] for at in range(0, len(digits), 2))
        if len(digits) < 6 or dotted not in self.atlas.above:
            return UNKNOWN
        rows = range(*self.atlas.span(dotted))[:MOST_CANDIDATES]
        codes = [self.atlas.codes[row] for row in rows]
        return Match(Status.ASK, None, self._listed(codes, 0.3, AREA_CODE))

    def _listed(self, codes: Iterable[str], score: float, why: str) -> tuple[Candidate, ...]:
        rows = [(code, self.atlas.row(code)) for code in codes]
        return tuple(
            Candidate(code, self.atlas.names[row], self.atlas.path(code), score, why)
            for code, row in rows
            if row is not None
        )
