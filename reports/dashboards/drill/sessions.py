"""Approved sessions broken down: by office, month, kind or Desa Binaan served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Sum
from django.urls import reverse
from django.utils.http import urlencode

from outreach.models import ServedSum, Session
from reports.dashboards import compared
from reports.dashboards.drill import asked as by
from reports.dashboards.drill.asked import Drill
from reports.dashboards.drill.groups import groups
from reports.dashboards.drill.lines import Breakdown, Line, shortened
from reports.dashboards.said import passports_only
from reports.dashboards.scope import Scope
from reports.dashboards.words import Change, count, short_name
from reports.figures import sessions_there
from reports.figures.sessions import SessionCount
from reports.figures.slices import Slice
from villages.models import GuidedVillage


@dataclass(frozen=True)
class SessionDrill:
    """The sessions of one address."""

    drill: Drill
    scope: Scope

    @property
    def known_at(self):
        return self.drill.view.known and self.drill.view.known.moment

    @cached_property
    def asked(self) -> Slice:
        return self.drill.slice(self.scope)

    @cached_property
    def _window(self) -> dict:
        """Sessions by office and month, back to where what they are compared with begins."""
        reach = self.asked.but(months=compared.window(self.asked.months))
        return sessions_there.by_month(reach, known_at=self.known_at)

    @cached_property
    def counts(self) -> dict:
        months = self.asked.months
        return {key: each for key, each in self._window.items() if key[1] in months}

    def changes(self) -> tuple[Change, ...]:
        return compared.of_sessions(self._window, self.asked.offices, self.asked.months)

    @cached_property
    def total(self) -> SessionCount:
        return SessionCount.of(list(self.counts.values()))

    def by(self, step: str) -> Breakdown:
        """The total in the parts of that step."""
        return {
            by.OFFICES: self._offices,
            by.MONTHS: self._months,
            by.KINDS: self._kinds,
            by.VILLAGES: self._villages,
        }[step]()

    def why(self) -> list[str]:
        """What holds for the total, whatever it is broken down by."""
        words = passports_only(self.drill.view, "kegiatan")
        return [words] if words else []

    def register(self, **more: object) -> str:
        """The sessions themselves, as far as a register can be filtered to exactly them."""
        if not self.scope.is_office or self.drill.view.known or self.drill.view.stage:
            return ""
        days = {
            "tanggal_dari": self.asked.months.first_day,
            "tanggal_sampai": self.asked.months.last_day,
        }
        place = self.drill.village.pk if self.drill.village else self.asked.regency
        words = {"office": self.scope.head.pk, "status": Session.Status.APPROVED, **days}
        words |= {"wilayah": place, **more}
        told = {name: value for name, value in words.items() if value}
        return f"{reverse('outreach:list')}?{urlencode(told)}"

    def _breakdown(self, lines: Iterable[Line], **more: object) -> Breakdown:
        total = self.total
        return Breakdown(total.sessions, tuple(lines), made_up=total.made_up.value, **more)

    def _line(self, label: str, counts: Iterable[SessionCount], url: str) -> Line:
        found = SessionCount.of(list(counts))
        people = count(found.participants, "peserta") if found.participants else ""
        url = url if found.sessions else ""
        return Line(label, found.sessions, url, people, found.made_up.value)

    def _offices(self) -> Breakdown:
        lines = [
            line
            for group in groups(self.scope)
            if (line := self._of_group(group)).value or self._reports(group)
        ]
        return self._breakdown(sorted(lines, key=lambda line: (-line.value, line.label)))

    def _of_group(self, group) -> Line:
        found = [each for (pk, _), each in self.counts.items() if pk in group.offices]
        return self._line(short_name(group.head.short_name), found, self._into(group))

    def _reports(self, group) -> bool:
        """Kanim and Rudenim stand there even without a session; a Kanwil itself need not."""
        return any(office.pk in group.offices for office in self.scope.now)

    def _into(self, group) -> str:
        """A Kanwil that held a session of its own is no step further than itself."""
        return "" if group.head == self.scope.head else self.drill.link(kantor=group.head.code)

    def _months(self) -> Breakdown:
        return self._breakdown(self._each_month())

    def _each_month(self) -> Iterator[Line]:
        for month in self.asked.months:
            found = [each for (_, held), each in self.counts.items() if held == month]
            yield self._line(month.label, found, self.drill.into_month(month))

    def _kinds(self) -> Breakdown:
        held = sessions_there.held(self.asked, count=self.total, known_at=self.known_at)
        kinds = self._kind_ids
        return self._breakdown(
            Line(name, number, self.register(kind=kinds[name]) if name in kinds else "")
            for name, number in held.kinds
        )

    @cached_property
    def _kind_ids(self) -> dict[str, int]:
        kinds = Session._meta.get_field("kind").related_model.objects
        return dict(kinds.values_list("name", "pk"))

    def _villages(self) -> Breakdown:
        """A session of two villages stands in both, one of none in neither."""
        served = ServedSum.objects.filter(
            office__in=self.asked.offices,
            month__gte=self.asked.months.first_day,
            month__lte=self.asked.months.last_day,
            sessions__gt=0,
        )
        sums = dict(served.order_by().values_list("village_id").annotate(number=Sum("sessions")))
        villages = GuidedVillage.objects.filter(pk__in=sums).select_related("region")
        if self.asked.regency:
            villages = villages.filter(region__code__startswith=f"{self.asked.regency}.")
        if self.asked.homes is not None:
            villages = villages.filter(region__in=self.asked.homes)
        lines = [
            Line(each.region.name, sums[each.pk], self._of_village(each), each.region.path)
            for each in villages.order_by("region__name")
        ]
        lines.sort(key=lambda line: -line.value)
        why = ["Menurut keadaan sekarang."] if self.drill.view.known else []
        return self._breakdown(shortened(lines, "desa"), why=why, overlap=True)

    def _of_village(self, village: GuidedVillage) -> str:
        return self.register(village=village.pk) or self.drill.link(desa=village.region_id)
