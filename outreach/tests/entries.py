"""What a browser sends for a session's form, and what becomes of it."""

from django.http import QueryDict

from outreach.actions.sessions import change_session, record_session
from outreach.forms.session import SessionForm
from outreach.tests.factories import NOW, SessionKindFactory

PREFIXES = ("rtrw", "narasumber", "lanjut", "foto")


def session_entries(rows=None, **entries):
    """Entries of the form; `rows` maps a prefix to rows: {"narasumber": [{"institution": …}]}."""
    sent = {
        "kind": SessionKindFactory().pk,
        "title": "Sosialisasi bahaya TPPO",
        "held_on": "2025-10-31",
        "place": "Balai RW 05",
        "langkah": "kirim",
    }
    for prefix in PREFIXES:
        sent |= _rows(prefix, (rows or {}).get(prefix, []))
    if "langkah" not in entries:  # a report says what came of it
        sent["result"] = "Warga memahami bahaya TPPO."
    return sent | entries


def _rows(prefix, rows):
    kept = sum(1 for row in rows if row.get("ids"))
    spare = 0 if prefix == "foto" else 1
    sent = {f"{prefix}-TOTAL_FORMS": len(rows) + spare, f"{prefix}-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def filled(user, instance=None, rows=None, **entries):
    """The bound form of `user` with these entries."""
    data = QueryDict(mutable=True)
    for name, value in session_entries(rows, **entries).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return SessionForm(data, {}, user=user, at=NOW, instance=instance)


def recorded(form):
    assert form.is_valid(), (form.errors, list(form.part_errors()))
    return record_session(session=form.session(), parts=form.parts(), by=form.user, at=NOW)


def changed(form):
    assert form.is_valid(), (form.errors, list(form.part_errors()))
    return change_session(session=form.session(), parts=form.parts(), by=form.user, at=NOW)
