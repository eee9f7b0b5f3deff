"""Numbers that name a person do not belong in a narrative."""

import re
import unicodedata

from phonenumbers import Leniency, PhoneNumberMatcher

from outreach.actions.refusals import NamesAPerson

# Stricter than a detector that weighs context: whatever looks like such a number is refused.
NIK = re.compile(r"(?<!\d)(?:\d[\s._-]{0,2}){15}\d(?!\d)")
PASSPORT = re.compile(r"(?<![A-Z0-9])(?:[A-Z][ -]?\d{7}|[A-Z]{2}[ -]?\d{6})(?!\d)", re.IGNORECASE)
# Of any country: findings speak of foreigners. Letters stand at the digits, or there are none.
FOREIGN = re.compile(r"(?<![A-Z0-9])(?:[A-Z]{1,3}\d{6,9}|\d{9})(?![A-Z0-9])", re.IGNORECASE)
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST_PHONE = 9  # digits of a person's number; a hotline has fewer
LAW = (
    "Identitas saksi dan korban dilindungi UU 21/2007 pasal 24 dan 44 "
    "serta UU 27/2022 tentang Pelindungan Data Pribadi."
)


def identity_in(text: str) -> str | None:
    """A sentence that refuses `text` for the NIK or passport number in it; None without one."""
    return _first(text, (NIK, "NIK"), (PASSPORT, "nomor paspor"))


def person_in(text: str) -> str | None:
    """As `identity_in`, and for what else leads to one person: for findings the strictest."""
    return (
        identity_in(text)
        or contact_in(text)
        or _first(text, (FOREIGN, "nomor paspor"), (E_MAIL, "alamat surel"))
    )


def _first(text: str, *patterns: tuple[re.Pattern, str]) -> str | None:
    visible = _visible(text)
    for pattern, name in patterns:
        if found := pattern.search(visible):
            return f"“{found[0].strip()}” tampak seperti {name}. Hapus dari catatan. {LAW}"
    return None


def _visible(text: str) -> str:
    """Without what no eye sees: pasted from a chat, a number comes with it between its digits."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def contact_in(text: str) -> str | None:
    """A sentence that refuses `text` for a telephone number in it; None without one.

    Service numbers of six or seven digits belong to an institution and may stand.
    """
    for found in PhoneNumberMatcher(_visible(text), "ID", leniency=Leniency.VALID):
        if sum(letter.isdigit() for letter in found.raw_string) >= SHORTEST_PHONE:
            number = found.raw_string.strip()
            return f"“{number}” tampak seperti nomor telepon. Hapus dari catatan. {LAW}"
    return None


def refuse_identity(*texts: str) -> None:
    """Raises NamesAPerson for the first text that holds such a number."""
    for text in texts:
        sentence = identity_in(text)
        if sentence:
            raise NamesAPerson(sentence)


def refuse_contact(text: str) -> None:
    """Raises NamesAPerson for a telephone number: it leads to a person as surely as a name."""
    sentence = contact_in(text)
    if sentence:
        raise NamesAPerson(sentence)


def refuse_person(*texts: str) -> None:
    """Raises NamesAPerson for the first text that holds anything leading to one person."""
    for text in texts:
        sentence = person_in(text)
        if sentence:
            raise NamesAPerson(sentence)
