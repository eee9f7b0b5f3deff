"""How the columns of a printed table share the width of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

# In letters: what a line of a table holds, a column at the most, the room around a word, and the
# longest word that is not broken (`typst/letter.typ` breaks longer ones).
PAGE_LETTERS, MOST_LETTERS, INSET, LONGEST_WORD = 96, 40, 3, 24
# Not the space that holds a day together; "Januari–Agustus" may break behind its dash.
BETWEEN_WORDS = re.compile("[ \t\n\u200b]+|(?<=–)")


def shares(headers: Sequence[str], columns: Sequence[Sequence[str]]) -> list[float]:
    """One weight a column: each holds its longest word, texts get what is left.

    `columns` are the cells as printed, column by column, as many as there are `headers`.
    """
    texts = [[header, *cells] for header, cells in zip(headers, columns, strict=True)]
    least = [_longest(_words(" ".join(words))) + INSET for words in texts]
    wanted = [
        max(low, min(MOST_LETTERS, max(map(len, words)) + INSET))
        for low, words in zip(least, [words[1:] or words for words in texts], strict=True)
    ]
    more = sum(wanted) - sum(least)
    share = max(0, min(1, (PAGE_LETTERS - sum(least)) / more)) if more else 0
    return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]


def _words(text: str) -> list[str]:
    return BETWEEN_WORDS.split(text)


def _longest(words: Sequence[str]) -> int:
    return min(LONGEST_WORD, max(map(len, words), default=1))
