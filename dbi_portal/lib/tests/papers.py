"""Reading the documents a test has drawn."""

import pypdfium2


def texts(content: bytes) -> list[str]:
    """The words on each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def right_edge(content: bytes, word: str) -> float:
    """Where the last letter of the first such word ends, in points from the left."""
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0].get_textpage()
        start, length = page.search(word).get_next()
        return page.get_charbox(start + length - 1, loose=True)[2]
    finally:
        document.close()
