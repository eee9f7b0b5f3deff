"""From bytes to text, and which sign sets the cells of a line apart."""

import csv
import io
import re
from codecs import lookup
from collections import Counter
from collections.abc import Iterator
from itertools import islice

USUAL, RARE = (";", "\t", "|", ","), ("~", "^", "¦", "§", "#", "*", "!", ":", "\x1f")
SAMPLE = 50  # rows looked at to tell the delimiter
LEAST_AGREEMENT = 0.8  # of the sample, before a rare sign is taken for a delimiter
ANNOUNCED = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "ascii"):
    lookup(encoding)  # now: later the child can open no file any more


def decoded(content: bytes) -> str:
    if content.startswith(UTF16_MARKS):  # Excel's "Unicode text"
        return content.decode("utf-16", "replace")
    if content[1:64:2].count(0) > len(content[:64]) // 4:  # the same without its mark
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _nearly_utf8(content) or content.decode("cp1252", "replace")


def _nearly_utf8(content: bytes) -> str | None:
    """One broken letter does not make a file Windows-1252: “RenÃ©” would be silently wrong."""
    text = content.decode("utf-8-sig", "replace")
    broken = text.count("�")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if foreign - broken > broken else None


def announced(text: str) -> tuple[str, str | None]:
    """Excel's first line "sep=;" names the delimiter and is not shown as a row."""
    match = ANNOUNCED.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


def records(text: str, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most rows into the same number of cells; "," when none does."""
    best = max(USUAL, key=lambda delimiter: _agreement(text, delimiter))
    rows, _, of = _agreement(text, best)
    if rows > 1 or (rows and of == 1):
        return best
    for delimiter in RARE:
        rows, _, of = _agreement(text, delimiter)
        if rows > 1 and rows >= of * LEAST_AGREEMENT:
            return delimiter
    return best if best != USUAL[0] else ","


def is_table(text: str) -> bool:
    """Whether most rows fall into the same cells, so that it can only be a table."""
    text, delimiter = announced(text)
    rows, _, of = _agreement(text, delimiter or delimiter_of(text))
    return bool(delimiter) or (rows > 1 and rows >= of / 2)


def _agreement(text: str, delimiter: str) -> tuple[int, int, int]:
    """(rows of the commonest width above one, that width, rows that are not blank)."""
    try:
        rows = list(islice(records(text, delimiter), SAMPLE))
    except csv.Error:  # a cell longer than any may be
        return (0, 0, 0)
    widths = Counter(len(row) for row in rows if any(map(str.strip, row)))
    of = widths.total()
    del widths[1]
    if not widths:
        return (0, 0, of)
    width = max(widths, key=widths.__getitem__)
    return (widths[width], width, of)
