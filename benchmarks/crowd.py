"""A whole country at work: 10,000 Desa Binaan, 5,000 officers, 100,000 sessions. All made up."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from django.db import connection

from benchmarks.demo import seeded
from officers.models import Office, Officer, OfficeSupervision
from outreach.models import (
    Consultation,
    FollowUp,
    Institution,
    Session,
    SessionKind,
    SessionOfficer,
    SessionVillage,
    Topic,
    Venue,
)
from villages.models import Assignment, Decree, GuidedVillage, Region, Tenure, VillageStep

KANWIL, KANIM = 30, 150
VILLAGES, OFFICERS, SESSIONS = 10_000, 5_000, 100_000
FIRST = date(2023, 1, 2)
DAYS = 1_000
BATCH = 5_000


@cache
def crowded() -> None:
    """Fill the database beside the demo; statistics of the planner are up to date afterwards."""
    seeded()
    offices = _offices()
    villages = _villages(offices)
    officers = _officers(offices)
    _postings(villages, officers)
    _decrees(offices)
    _sessions(offices, villages, officers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _day(number: int) -> date:
    return FIRST + timedelta(days=number % DAYS)


def _offices() -> list[Office]:
    centre = Office.objects.get(kind=Office.Kind.CENTRE)
    above = _bulk(Office, (_office("kanwil", i) for i in range(KANWIL)))
    below = _bulk(Office, (_office("kanim", i) for i in range(KANIM)))
    links = [(each, centre) for each in above]
    links += [(each, above[i % KANWIL]) for i, each in enumerate(below)]
    _bulk(
        OfficeSupervision,
        (OfficeSupervision(office=a, supervisor=b, starts_on=date(2020, 1, 1)) for a, b in links),
    )
    return below


def _office(kind: str, number: int) -> Office:
    name = f"{kind.capitalize()} Ramai {number + 1}"
    return Office(
        code=f"{kind}-ramai-{number}", kind=kind, name=name, short_name=name, made_up=True
    )


def _villages(offices: list[Office]) -> list[GuidedVillage]:
    taken = GuidedVillage.objects.values("region_id")
    codes = Region.objects.villages().exclude(pk__in=taken).order_by("key")
    codes = list(codes.values_list("pk", flat=True)[: VILLAGES * 8 : 8])
    stages = list(GuidedVillage.Stage)
    rows = _bulk(
        GuidedVillage,
        (
            GuidedVillage(
                region_id=code,
                office=offices[i % KANIM],
                stage=stages[i % 8] if i % 3 == 0 else "aktif",
                made_up=True,
            )
            for i, code in enumerate(codes)
        ),
    )
    _bulk(Tenure, (Tenure(village=v, office_id=v.office_id, starts_on=FIRST) for v in rows))
    _bulk(
        VillageStep,
        (
            VillageStep(
                village=v, office_id=v.office_id, stage=v.stage, happened_on=FIRST, note="contoh"
            )
            for v in rows
        ),
    )
    return rows


def _officers(offices: list[Office]) -> list[Officer]:
    return _bulk(
        Officer,
        (
            Officer(
                office=offices[i % KANIM],
                name=f"Petugas Contoh {i} (contoh)",
                position="Analis Keimigrasian" if i % 2 else "Pemeriksa Keimigrasian",
                made_up=True,
            )
            for i in range(OFFICERS)
        ),
    )


def _postings(villages: list[GuidedVillage], officers: list[Officer]) -> None:
    by_office: dict[int, list[Officer]] = {}
    for officer in officers:
        by_office.setdefault(officer.office_id, []).append(officer)
    _bulk(
        Assignment,
        (
            Assignment(
                office_id=v.office_id,
                village=v,
                officer=by_office[v.office_id][i % len(by_office[v.office_id])],
                starts_on=_day(i),
            )
            for i, v in enumerate(villages)
        ),
    )


def _decrees(offices: list[Office]) -> None:
    _bulk(
        Decree,
        (
            Decree(
                office=offices[i % KANIM],
                number=f"W.{i}.IMI.IMI.1.{1000 + i}-GR.03.05",
                title="Penetapan Desa Binaan Imigrasi",
                signed_on=_day(i),
                made_up=True,
            )
            for i in range(2_000)
        ),
    )


def _sessions(offices, villages, officers) -> None:
    kinds, topics = list(SessionKind.objects.all()), list(Topic.objects.all())
    held: dict[int, list[GuidedVillage]] = {}
    for village in villages:
        held.setdefault(village.office_id, []).append(village)
    statuses = ["disetujui"] * 7 + ["dilaporkan", "direncanakan", "terlaksana"]
    rows = _bulk(
        Session,
        (
            Session(
                office=offices[i % KANIM],
                kind=kinds[i % len(kinds)],
                title=f"{kinds[i % len(kinds)]} tentang {topics[i % len(topics)]} ke-{i}",
                held_on=_day(i),
                place=f"Balai RW {i % 40:02}",
                participants=i % 90,
                status=statuses[i % 10],
                made_up=True,
            )
            for i in range(SESSIONS)
        ),
    )
    served = [(s, held[s.office_id][i % len(held[s.office_id])]) for i, s in enumerate(rows)]
    _bulk(
        SessionVillage,
        (SessionVillage(session=s, office_id=s.office_id, village=v) for s, v in served),
    )
    first = {officer.office_id: officer for officer in officers}
    _bulk(
        SessionOfficer,
        (
            SessionOfficer(session=s, office_id=s.office_id, officer=first[s.office_id])
            for s in rows[::4]
        ),
    )
    _bulk(
        FollowUp,
        (
            FollowUp(
                session=s,
                office_id=s.office_id,
                owner="Lurah",
                task="Menyebarkan informasi kepada RT/RW",
                due_on=s.held_on + timedelta(days=30),
                done_on=None if i % 3 else s.held_on,
            )
            for i, s in enumerate(rows[::5])
        ),
    )
    _bulk(
        Consultation,
        (
            Consultation(
                office_id=s.office_id, village=v, held_on=s.held_on, topic=topics[i % len(topics)]
            )
            for i, (s, v) in enumerate(served[::2])
        ),
    )
    _bulk(Institution, (_keyed(Institution, name=f"Instansi Ramai {i}") for i in range(800)))
    _bulk(Venue, (_keyed(Venue, name=f"Balai {i}", office=offices[i % KANIM]) for i in range(3000)))


def _keyed(model, *, name: str, **fields):
    """`bulk_create` does not call save(), which would write the key."""
    return model(name=name, key=name.casefold().replace(" ", ""), **fields)


def _bulk(model, rows) -> list:
    return model._base_manager.bulk_create(rows, batch_size=BATCH)
