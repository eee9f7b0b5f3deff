"""What was done in the villages in a month of some offices, as known at one moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import chain

from dbi_portal.lib.months import Month
from officers.models import Office
from outreach.models import Consultation, FollowUp
from reports.figures.monthly import closed, noticed, people, sessions, talks, villages
from reports.figures.monthly.corrections import corrections
from reports.figures.monthly.talked import Talked
from reports.figures.monthly.talks import DONE, LATE, OPEN
from reports.figures.monthly.trail import Trail
from villages.models import Assignment, Decree

__all__ = ["DONE", "LATE", "OPEN", "FieldworkMonths"]


class FieldworkMonths:
    """Villages, people, sessions and talks of some offices, fetched once for all of them.

    `ahead`: by office id, how many days before its end a posting or an SK counts as a gap.
    """

    def __init__(
        self,
        *,
        offices: Collection[Office],
        month: Month,
        known_at: datetime,
        ahead: Mapping[int, int],
    ):
        ids, day = [office.pk for office in offices], month.last_day
        names = {office.pk: office.short_name for office in offices}
        self.month, self.ahead = month, ahead
        self.villages = villages.held(ids, day, known_at)
        told = sessions.sessions(ids, month, known_at)
        decrees = people.decrees(ids, month, self.villages, max(ahead.values()))
        before = closed.closed_months(ids, month, known_at)
        trail = self._trail(ids, decrees, before, known_at)
        told_of = chain.from_iterable(before.values())
        talked = Talked.of(trail, told_of, known_at, office_ids=ids, month=month)
        new = trail.before(Decree, known_at).unknown
        self.decrees = [each for each in decrees if each.pk not in new]
        rows = people.postings(ids, self.villages)
        self.postings = people.known(rows, trail.before(Assignment, known_at))
        self.sessions = sessions.by_office(told)
        self._told = villages.told_of(self.villages, day, known_at)
        self._unreached = villages.unreached(self.villages, self._told, month.first_day, names)
        self._changes = people.changes(self.postings, month, names)
        self._officers = people.officers(ids, day, self.postings, told, names)
        asked = trail.before(Consultation, known_at)
        self._consultations = talks.consultations(ids, month, asked, talked)
        self._findings = noticed.findings(ids, month, known_at)
        agreed = trail.before(FollowUp, known_at)
        self._follow_ups = talks.follow_ups(ids, month, known_at, agreed, names)
        self._corrections = corrections(before, known_at, trail, talked, names)

    @staticmethod
    def _trail(
        ids: Collection[int], decrees: Collection[Decree], before: Mapping, known_at: datetime
    ) -> Trail:
        """From the earliest moment anything is compared with; of whoever issued a decree, too."""
        moments = [each.told_at for months in before.values() for each in months]
        offices = {*ids, *(each.office_id for each in decrees)}
        return Trail(offices, since=min([known_at, *moments]))

    def sections(self, office: Office) -> dict[str, object]:
        """What the report says of fieldwork, by the name of its field."""
        pk, name = office.pk, office.short_name
        own = [each for each in self.villages if each.office_id == pk]
        held = {each.village.pk for each in own}
        there = people.at_work(self.postings, self.month.last_day)
        told = self.sessions.get(pk, ())
        gaps = people.gaps(
            pk,
            name,
            self.month.last_day,
            villages=own,
            found=[each for each in self.postings if each.row.village_id in held],
            rows=self.decrees,
            ahead=self.ahead[pk],
        )
        return {
            "villages": tuple(
                villages.line(
                    each,
                    name,
                    [posting.row.officer.name for posting in there[each.village.pk]],
                    self._told.places.get(each.village.region_id),
                )
                for each in own
            ),
            "decrees": tuple(people.new_decrees(pk, self.month, self.decrees, held)),
            "officers": tuple(self._officers.get(pk, ())),
            "postings": tuple(self._changes.get(pk, ())),
            "gaps": tuple(gaps),
            "sessions": tuple(each.line for each in told),
            "photos": tuple(sessions.photos(pk, told)),
            "unreached": tuple(self._unreached.get(pk, ())),
            "consultations": tuple(self._consultations.get(pk, ())),
            "findings": self._findings[pk],
            "follow_ups": tuple(self._follow_ups.get(pk, ())),
            "corrections": self._corrections.get(pk, ()),
        }
