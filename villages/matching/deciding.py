"""Where certainty ends: one row is matched, or asked with its candidates, or unknown."""

from __future__ import annotations

from villages.matching.aliases import Aliases
from villages.matching.answers import Candidate, Match, Place, Status
from villages.matching.asking import ANSWERED, Asker
from villages.matching.atlas import Atlas
from villages.matching.cells import Form, Reading
from villages.matching.elsewhere import Elsewhere
from villages.matching.likeness import Likeness, same
from villages.matching.shorthand import is_doubtful
from villages.matching.shorthand import likeness as likeness_of_short
from villages.matching.spelling import canonical, is_short, numbers
from villages.matching.spots import Spot
from villages.matching.whereabouts import Whereabouts

LEAST_LETTERS = 8  # of a name that may be taken in spite of a slip
CLEAR = 3  # slips to the next name of the regency that rule it out
EXACT = 0.98  # the same letters, whatever the spaces
CALLED = "sebutan lain"

Hits = dict[int, tuple[Spot, Likeness]]


class Decider:
    """Decides row after row against one atlas and one reading of the aliases."""

    def __init__(self, atlas: Atlas, aliases: Aliases, elsewhere: Elsewhere):
        self.atlas, self.aliases, self.elsewhere = atlas, aliases, elsewhere
        self.asker = Asker(atlas, aliases, elsewhere)

    def decide(self, place: Place, reading: Reading, where: Whereabouts) -> Match:
        """The match of one row that gives no code."""
        said = self.aliases.answered(place)
        if len(said) == 1:
            return self._matched(self.atlas.row(said[0]), (1.0, ANSWERED))
        if not reading.forms:
            return self.asker.about_area(reading, where)
        if where.beneath and not where.trouble and not said:
            certain = self._certain(reading.forms, place, where)
            if certain:
                return self._matched(certain[0].row, certain[1])
        return self.asker.ask(reading.forms, place, where, said)

    def _certain(self, forms, place: Place, where: Whereabouts) -> tuple[Spot, Likeness] | None:
        """The one village these words can mean; None where in doubt."""
        hits = self._namesakes(forms, place, where)
        if len(hits) > 1 and where.districts:
            exact = {row: hit for row, hit in hits.items() if hit[1][0] >= EXACT}
            hits = exact if len(exact) == 1 else hits
        if hits:
            return None if len(hits) > 1 else self._unless_doubtful(hits, forms, where)
        return self._by_short_form(forms, where) or self._by_slip(forms[-1], where)

    def _namesakes(self, forms, place: Place, where: Whereabouts) -> Hits:
        """Villages called so where the row says, by their own or by another name."""
        atlas, found = self.atlas, {}
        for form in forms:
            called = where.among(atlas.called(form.canon, form.key))
            for row in called or where.among(atlas.keyed(form.key)):
                if row not in found:
                    spot = atlas.spot(row)
                    found[row] = spot, same(form, spot)
            if self.aliases.names:
                self._also_called(form, place, where, found)
        return found

    def _also_called(self, form: Form, place: Place, where: Whereabouts, found: Hits) -> None:
        for code in self.aliases.called(form.key, place.office_id):
            if (row := self.atlas.row(code)) is not None and where.holds(row):
                found.setdefault(row, (self.atlas.spot(row), (0.97, CALLED)))

    def _unless_doubtful(self, hits: Hits, forms, where: Whereabouts):
        spot, likeness = next(iter(hits.values()))
        for form in forms:
            if is_doubtful(form.words) and self._may_mean_others(form, spot, where):
                return None
        return None if self._is_area(spot, forms, likeness, where) else (spot, likeness)

    def _may_mean_others(self, form: Form, spot: Spot, where: Whereabouts) -> bool:
        """ "Tg. Sari" where there is a Tanjung Sari and a Tegal Sari."""
        return any(
            row != spot.row and where.holds(row)
            for regency in where.regencies
            for row in self.atlas.villages(regency).readings(form)
        )

    def _is_area(self, spot: Spot, forms, likeness: Likeness, where: Whereabouts) -> bool:
        """The words may mean a district or a regency, and nothing in the row says they do not.

        A village that bears the name of its own district is taken when it is written just so: the
        column is that of the villages. The name of a regency, with no place beside it, is not.
        """
        if where.districts or forms[-1].bare:
            return False
        for form in forms:
            if not where.regency_named and form.key in self.atlas.regencies.by_name:
                return True
            for regency in where.regencies:
                for district in self.atlas.districts(regency):
                    own = district.code == spot.parent and likeness[0] >= EXACT
                    if district.canon == form.canon and not own:
                        return True
        return False

    def _by_short_form(self, forms, where: Whereabouts) -> tuple[Spot, Likeness] | None:
        """One short form, one village of the named district. Without a district only where the
        official name is the short one and nothing else around fits.
        """
        if not where.exact:
            return None
        for form in forms:
            rows = {
                row
                for regency in where.regencies
                for row in self.atlas.villages(regency).shortened(form)
                if where.holds(row)
            }
            if len(rows) != 1:
                continue
            if where.districts or not any(map(is_short, form.words)):
                spot = self.atlas.spot(rows.pop())
                return spot, likeness_of_short(form.words, spot.words)
        return None

    def _by_slip(self, form: Form, where: Whereabouts) -> tuple[Spot, Likeness] | None:
        """One slip of the pen, if district and regency agree and no other name is near."""
        if not (where.districts and where.regency_named and where.exact):
            return None
        if len(form.canon) < LEAST_LETTERS or self.elsewhere.is_a_name(form):
            return None
        near = [
            each
            for regency in where.regencies
            for each in self.atlas.villages(regency).near(form)
            if each[1] < CLEAR
        ]
        if len(near) != 1 or near[0][1] != 1:
            return None
        spot = self.atlas.spot(near[0][0])
        if numbers(form.canon) != spot.numbers:
            return None
        if where.holds(spot.row) and self._is_slip(form, spot):
            return spot, (0.86, "salah ketik 1 huruf")
        return None

    def _is_slip(self, form: Form, spot: Spot) -> bool:
        """No number changed, and what was written is no word any village is called by."""
        strange = [word for word in form.words if word not in spot.words]
        known = self.atlas.vocabulary
        return not any(
            word in known or len(word) < 4 or canonical(word).startswith("#") for word in strange
        )

    def _matched(self, row: int, likeness: Likeness) -> Match:
        atlas, code = self.atlas, self.atlas.codes[row]
        found = Candidate(code, atlas.names[row], atlas.path(code), *likeness)
        return Match(Status.MATCHED, code, (found,))
