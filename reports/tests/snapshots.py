"""Small snapshots written by hand, for the tests of words and of sums: no database in between."""

from __future__ import annotations

from reports.figures.monthly.content import (
    Letterhead,
    Line,
    MonthlyFigures,
    OfficeLine,
    Origin,
    SessionLine,
    Village,
)
from reports.figures.monthly.words import ISSUED_KEY

KANIM = Letterhead(
    code="kanim-satu", name="Kantor Imigrasi Satu", short_name="Kanim Satu", kind="kanim",
    office_class="", supervisor="Kanwil Uji", lines=(), address=(), city="",
    time_zone="Asia/Jakarta",
)  # fmt: skip
KANWIL = Letterhead(
    code="kanwil-uji", name="Kantor Wilayah Uji", short_name="Kanwil Uji", kind="kanwil",
    office_class="", supervisor="", lines=(), address=(), city="", time_zone="Asia/Jakarta",
)  # fmt: skip


def snapshot(month="2025-08", *, letterhead=KANIM, **parts) -> MonthlyFigures:
    """One office's month; `issued=(now, before, year ago, since January)` for its passports."""
    issued = parts.pop("issued", None)
    if issued is not None:
        parts["passports"] = (line(*issued, comparable=parts.pop("comparable", True)),)
    parts = {"known_at": "2025-09-01T05:00:00+07:00"} | parts
    return MonthlyFigures(letterhead=letterhead, month=month, **parts)


def line(
    value, before=None, year_ago=None, to_date=None, *, key=ISSUED_KEY, label="Paspor PMI terbit",
    unit="permohonan", **more,
) -> Line:  # fmt: skip
    return Line(key, label, unit, value, before, year_ago, to_date, **more)


def origin(name, value, before=None, to_date=None, code=None) -> Origin:
    return Origin(code or name, name, "", value, to_date, before=before)


def office(name, issued, before=None, to_date=None, *, status="diterima", sessions=0) -> OfficeLine:
    return OfficeLine(
        code=name.lower().replace(" ", "-"), name=name, status=status, revision=1,
        digest="0" * 64, known_at="2025-09-01T05:00:00+07:00", issued=issued, before=before,
        to_date=to_date, sessions=sessions, active_villages=0, made_up="", made_up_to_date="",
    )  # fmt: skip


def session(id="s-1", *, office="Kanim Satu", held_on="2025-08-12", people=None, **more):
    usual = {
        "title": "Sosialisasi", "kind": "Sosialisasi", "place": "", "villages": (), "regions": (),
        "rt": 0, "rw": 0, "institutions": (), "made_up": False,
    }  # fmt: skip
    return SessionLine(id=id, office=office, held_on=held_on, participants=people, **usual | more)


def village(id=1, name="Harapanjaya", *, stage="aktif", since="2025-01-10", **more) -> Village:
    usual = {
        "code": f"32.75.03.{1000 + id}", "path": "", "office": "Kanim Satu",
        "stage_label": "Aktif", "officers": (), "made_up": False,
    }  # fmt: skip
    return Village(id=id, name=name, stage=stage, since=since, **usual | more)
