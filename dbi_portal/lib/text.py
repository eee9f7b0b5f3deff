"""Comparing what people typed."""

import unicodedata


def squash(text: str) -> str:
    """Letters and digits only, in one case: "Kali Abang  Tengah" and "KALIABANG TENGAH" agree."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())
