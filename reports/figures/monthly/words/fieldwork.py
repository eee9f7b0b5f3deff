"""Sessions, consultations and follow-ups in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dbi_portal.lib.numbers import angka
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.own import Sessions, others_sessions, own_sessions
from reports.figures.monthly.words.grammar import inner, last_day_of, listed, some, this

# As a snapshot names them, and as they are said.
STATES = {"selesai": "selesai", "berjalan": "berjalan", "terlambat": "melewati batas waktu"}


def sessions(figures: MonthlyFigures) -> Iterator[str]:
    """How many, with how many people, how far they reached and whom they met."""
    own, others = own_sessions(figures), others_sessions(figures)
    if own:
        yield f"terlaksana {angka(len(own))} kegiatan{_kinds(own)}{_people(own)}"
    elif not figures.nil:
        yield f"tidak ada kegiatan yang disetujui {this(figures)}"
    if others:
        whose = some(sorted({each.office for each in others}))
        yield f"ada pula {angka(len(others))} kegiatan {whose} untuk desa binaan di sini"
    if far := list(_how_far(figures)):
        yield f"kegiatan {this(figures)} {listed(far)}"


def _kinds(sessions: Sessions) -> str:
    """The kind there was most of, where there were several kinds."""
    kinds = Counter(session.kind for session in sessions)
    if len(sessions) == 1:
        return f" {inner(next(iter(kinds)))}"
    kind, number = min(kinds.items(), key=lambda each: (-each[1], each[0]))
    return f", terbanyak {inner(kind)} ({angka(number)})," if number > 1 and len(kinds) > 1 else ""


def _people(sessions: Sessions) -> str:
    known = [each.participants for each in sessions if each.participants is not None]
    unknown = len(sessions) - len(known)
    if not known:
        return " tanpa catatan jumlah peserta"
    words = f" dengan {angka(sum(known))} peserta"
    return f"{words} ({angka(unknown)} kegiatan tanpa jumlah peserta)" if unknown else words


def _how_far(figures: MonthlyFigures) -> Iterator[str]:
    """Regions and institutions count once, however many sessions name them."""
    reached = {code for each in figures.sessions for code in each.regions}
    met = {name for each in figures.sessions for name in each.institutions}
    if reached:
        yield f"menjangkau {angka(len(reached))} desa/kelurahan"
    if met:
        yield f"melibatkan {angka(len(met))} instansi"


def unreached(figures: MonthlyFigures) -> Iterator[str]:
    """Villages at work that no session came to."""
    names = [village.name for village in figures.unreached]
    if not names:
        return
    never = sum(1 for village in figures.unreached if not village.last_on)
    words = f"{angka(len(names))} Desa Binaan belum dijangkau {this(figures)}: {some(names)}"
    if not never:
        yield words
    elif never == len(names):
        yield f"{words}; belum pernah ada kegiatan di sana"
    else:
        yield f"{words}; {angka(never)} di antaranya belum pernah"


def consultations(figures: MonthlyFigures) -> Iterator[str]:
    number = sum(tally.count for tally in figures.consultations)
    if not number:
        return
    topics: Counter[str] = Counter()
    for tally in figures.consultations:
        topics[tally.topic] += tally.count
    topic, most = min(topics.items(), key=lambda each: (-each[1], each[0]))
    about = f"tentang {topic}" if len(topics) == 1 else f"terbanyak tentang {topic} ({angka(most)})"
    yield f"{angka(number)} konsultasi dilayani, {about}"


def findings(figures: MonthlyFigures) -> Iterator[str]:
    """How many came in and of which kinds, what ended, and what is open at the end."""
    found = figures.findings
    if found is None:
        return
    told = []
    if found.submitted:
        kinds = listed(f"{inner(kind)} ({angka(number)})" for kind, number in found.kinds)
        told.append(f"masuk {angka(found.submitted)} temuan: {kinds}")
    ended = {"selesai": found.done, "ditolak": found.rejected}
    if any(ended.values()):
        told.append(listed(f"{angka(number)} {word}" for word, number in ended.items() if number))
    if found.open:
        late = f", {angka(found.overdue)} di antaranya lewat tenggat" if found.overdue else ""
        told.append(f"pada {last_day_of(figures)} masih terbuka {angka(found.open)}{late}")
    if told:
        yield _of_findings("; ".join(told))


def _of_findings(words: str) -> str:
    """What the sentence is about, where it does not begin with it."""
    return words if words.startswith("masuk") else f"temuan: {words}"


def follow_ups(figures: MonthlyFigures) -> Iterator[str]:
    states = Counter(each.state for each in figures.follow_ups)
    told = [f"{angka(states[state])} {words}" for state, words in STATES.items() if states[state]]
    if told:
        yield f"tindak lanjut: {listed(told)}"
