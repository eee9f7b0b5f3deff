"""Old Office files made for tests: the container ([MS-CFB]) and a workbook's records ([MS-XLS])."""

import struct
from datetime import date, datetime

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (dates in workbooks know no zone)
ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


def compound(**streams):
    """A compound file with these streams at its top, each padded so that it is no small one."""
    directory, data, table = [_entry("Root Entry", 5, END, 0, child=1)], b"", []
    for number, (name, content) in enumerate(streams.items(), start=1):
        content = content.ljust(4096, b"\0")
        padded = content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0")
        first, sectors = len(table), len(padded) // SECTOR
        table += [*range(first + 1, first + sectors), END]
        right = number + 1 if number < len(streams) else FREE
        directory.append(_entry(name, 2, first, len(content), right=right))
        data += padded
    listing = b"".join(directory).ljust(-(-len(directory) // 4) * SECTOR, b"\0")
    listed = len(table)
    table += [*range(listed + 1, listed + len(listing) // SECTOR), END]
    sectors = -(-(len(table) + 1) // 127)
    places = range(len(table), len(table) + sectors)
    table += [TABLE] * sectors
    table += [FREE] * (sectors * 128 - len(table))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, sectors, listed, 0, 4096)
    head += struct.pack("<IIII", END, 0, END, 0)
    head += struct.pack("<109I", *places, *[FREE] * (109 - sectors))
    return head + data + listing + struct.pack(f"<{len(table)}I", *table)


def _entry(name, kind, start, size, *, child=FREE, right=FREE):
    letters = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", FREE, right, child)
    ends = bytes(36) + struct.pack("<IQ", start, size)
    return letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1) + links + ends


def xls(*rows, name="Rekap", hidden_rows=(), merged=(), locked=False):
    """A workbook as Excel 97 writes it. A cell ("#REF!", "formula") is a formula that failed.

    `hidden_rows` are numbers from 1, `merged` are (first row, last row, first column, last
    column), all from 0 as the records hold them.
    """
    title = name.encode("utf-16-le")
    lock = _record(0x2F, bytes(6)) if locked else b""
    looks = _record(0xE0, _look(0)) + _record(0xE0, _look(14)) + _record(0xE0, _look(22))

    def book(place):
        bound = struct.pack("<IBBBB", place, 0, 0, len(name), 1) + title
        return _begin(0x0005) + lock + looks + _record(0x85, bound) + _record(0x0A)

    place = len(book(0))
    hidden = b"".join(
        _record(0x208, struct.pack("<HHHHHHI", number - 1, 0, 9, 255, 0, 0, 0x20))
        for number in hidden_rows
    )
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    )
    together = b"".join(struct.pack("<HHHH", *area) for area in merged)
    area = _record(0xE5, struct.pack("<H", len(merged)) + together) if merged else b""
    return compound(Workbook=book(place) + _begin(0x0010) + hidden + cells + area + _record(0x0A))


def _begin(kind):
    return _record(0x809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _look(number_format):
    return struct.pack("<HH", 0, number_format).ljust(20, b"\0")


def _cell(row, column, value):
    at = struct.pack("<HH", row, column)
    if isinstance(value, tuple):
        result = struct.pack("<BBBBBBH", 2, 0, ERRORS[value[0]], 0, 0, 0, 0xFFFF)
        return _record(0x06, at + struct.pack("<H", 0) + result + bytes(8))
    if isinstance(value, bool):
        return _record(0x205, at + struct.pack("<HBB", 0, value, 0))
    if value in ERRORS:
        return _record(0x205, at + struct.pack("<HBB", 0, ERRORS[value], 1))
    if isinstance(value, str):
        letters = value.encode("utf-16-le")
        return _record(0x204, at + struct.pack("<HHB", 0, len(value), 1) + letters)
    look = 0
    if isinstance(value, date):
        look = 2 if isinstance(value, datetime) else 1
        moment = datetime(*value.timetuple()[:6])  # noqa: DTZ001
        value = (moment - EPOCH).total_seconds() / 86_400
    return _record(0x203, at + struct.pack("<Hd", look, value))


def _record(number, content=b""):
    return struct.pack("<HH", number, len(content)) + content
