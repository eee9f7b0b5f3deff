"""What was done in the village: sessions, what was agreed, consultations, RT and RW reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from dbi_portal.lib.days import long_date, short_date
from dbi_portal.lib.numbers import angka
from officers.models import User
from outreach.figures.area import region_area
from outreach.figures.coverage import Place
from outreach.figures.neighbourhoods import Count as Units
from outreach.figures.reach import Question
from outreach.figures.survey import place_of
from outreach.models import Consultation, FollowUp, Session
from reports.figures.handover.section import Section
from villages.models import GuidedVillage

YEAR = timedelta(days=365)
QUIET = 90  # days without a session after which a successor should know
NEWEST = 12  # sessions; more than a page holds


class Fieldwork:
    """The sessions this reader sees that served the village or reached its region."""

    def __init__(self, village: GuidedVillage, user: User, today: date):
        self.village, self.user, self.today = village, user, today
        approved = Session.objects.visible_to(user).approved().current()
        reached = Q(session_villages__village=village) | Q(regions_reached__region=village.region)
        found = Session.objects.filter(reached, held_on__lte=today).values("pk")
        self.sessions = approved.filter(pk__in=found)

    def last_sessions(self) -> Section:
        newest = self.sessions.order_by("-held_on", "-pk")[:NEWEST].prefetch_related("follow_ups")
        rows = [(short_date(session.held_on), self._session(session)) for session in newest]
        return Section.of("Kegiatan terakhir", rows, empty="Belum ada kegiatan yang disetujui.")

    def _session(self, session: Session) -> str:
        here = [each for each in session.follow_ups.all() if self._concerns(each)]
        agreed = "; ".join(dict.fromkeys(each.task for each in here))
        told = [session.title.rstrip("."), agreed and f"Disepakati: {agreed}", session.result]
        return ". ".join(filter(None, told))

    def _concerns(self, row: FollowUp) -> bool:
        return row.region_id in (None, self.village.region_id)

    def _open(self) -> QuerySet:
        here = Q(region__isnull=True) | Q(region=self.village.region)
        mine = FollowUp.objects.visible_to(self.user).current().open()
        return mine.filter(here, session__in=self.sessions).order_by("due_on", "pk")

    def open_follow_ups(self) -> Section:
        rows = [(self._due(row), f"{row.task} ({row.owner})") for row in self._open()]
        return Section.of("Tindak lanjut terbuka", rows, empty="Tidak ada yang terbuka.")

    def _due(self, row: FollowUp) -> str:
        if row.due_on is None:
            return "tanpa batas"
        late = row.due_on < self.today
        return f"{short_date(row.due_on)}{' (lewat)' if late else ''}"

    def consultations(self) -> Section:
        mine = self._consultations().filter(held_on__gt=self.today - YEAR, held_on__lte=self.today)
        counts = mine.values_list("topic__name").annotate(count=Count("pk"))
        rows = [(angka(count), topic) for topic, count in counts.order_by("-count", "topic__name")]
        return Section.of("Konsultasi 12 bulan terakhir", rows, empty="Tidak ada yang tercatat.")

    def _consultations(self) -> QuerySet:
        return Consultation.objects.visible_to(self.user).filter(village=self.village)

    def coverage(self) -> Section:
        place = self._place
        units = self.sessions.filter(regions_reached__region=self.village.region)
        named = units.order_by("-held_on").values_list("regions_reached__units", flat=True)
        visits = place.visits.sessions
        rows = [
            ("Kegiatan", f"{angka(visits)} disetujui" if visits else ""),
            ("RW dijangkau", _of(place.units.rw)),
            ("RT dijangkau", _of(place.units.rt)),
            ("Disebut", "; ".join(dict.fromkeys(filter(None, named)))),
        ]
        return Section.of("Cakupan", rows, empty="Belum ada yang dijangkau.")

    @cached_property
    def _place(self) -> Place:
        seen = Session.objects.visible_to(self.user)
        return place_of(Question(seen, region_area(self.village.region), self.today), self.user)

    def contacts(self) -> Section:
        """Offices and groups, never people."""
        owners = FollowUp.objects.filter(session__in=self.sessions).filter(
            Q(region__isnull=True) | Q(region=self.village.region)
        )
        rows = [
            ("Penanggung jawab", _told(owners.values_list("owner", flat=True))),
            ("Unsur", _told(self.sessions.values_list("audiences__group__name", flat=True))),
            ("Instansi", _told(self._institutions())),
        ]
        return Section.of("Kontak menurut peran", rows, empty="Belum ada yang tercatat.")

    def _institutions(self) -> Iterator[str]:
        yield from self.sessions.values_list("speakers__institution__name", flat=True)
        yield from self._consultations().values_list("referred_to__name", flat=True)

    def gaps(self) -> Iterator[str]:
        last = self.sessions.order_by("-held_on").first()
        if last is None:
            yield "Belum ada kegiatan di desa ini."
        elif (self.today - last.held_on).days > QUIET:
            yield f"Tidak ada kegiatan sejak {long_date(last.held_on)}."
        late = self._open().filter(due_on__lt=self.today).count()
        if late:
            yield f"{angka(late)} tindak lanjut lewat batas waktu."
        units = self._place.units
        if units.rt.known is None and units.rw.known is None:
            yield "Jumlah RT dan RW desa ini belum dihitung."

    def has_made_up_parts(self) -> bool:
        return self.sessions.filter(made_up=True).exists() or (
            self._consultations().filter(made_up=True).exists()
        )


def _of(count: Units) -> str:
    return f"{count.number} {count.of_all}" if count.is_told else ""


def _told(names) -> str:
    return ", ".join(sorted({name for name in names if name}, key=str.casefold))
