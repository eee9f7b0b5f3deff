"""What a browser sends for a session's form."""

from outreach.tests.factories import SessionKindFactory

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
    return sent | entries


def _rows(prefix, rows):
    kept = sum(1 for row in rows if row.get("ids"))
    spare = 0 if prefix == "foto" else 1
    sent = {f"{prefix}-TOTAL_FORMS": len(rows) + spare, f"{prefix}-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent
