"""Small files as offices send them, built in the test that reads them."""

import csv
import io

import openpyxl

HEADERS = ["Kantor", "Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"]


def csv_file(*rows, delimiter=";", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_file(*rows, title="Rekap", **sheets):
    """A workbook with one sheet of `rows`, and more by name: `Lain=[[…], […]]`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in {title: rows, **sheets}.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
