"""The page's typeface for paper: WOFF2 from npm becomes TTF, which typst and vl-convert read.

`python -m dbi_portal.lib.fonts` is run by `make setup`; running it again changes nothing. Where
the npm package is missing, documents fall back to typst's own serif and charts to any sans.
"""

import logging
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

logger = logging.getLogger(__name__)
FAMILY = "Plus Jakarta Sans"
NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
SOURCE = NODE_MODULES / "@fontsource-variable" / "plus-jakarta-sans" / "files"
FOLDER = NODE_MODULES / ".cache" / "portal-fonts"  # npm ci empties it, make setup fills it again
# What people type on phones; ready for paper as it comes, one colour as paper wants it.
SIGNS = NODE_MODULES / "@expo-google-fonts" / "noto-emoji" / "400Regular"
# A second family holds the letters the first lacks (ş, ž …). Not "… Ext": typst takes that word
# for a width and throws both families together.
MORE_LETTERS = "Plus Jakarta Latin"
SUBSETS = {"latin": FAMILY, "latin-ext": MORE_LETTERS}
STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
SLANTS = {"normal": "", "italic": "Italic"}


def folder() -> Path | None:
    """Where the converted fonts lie, or None when there are none."""
    return FOLDER if next(FOLDER.glob("*.ttf"), None) else None


def folders() -> list[Path]:
    """All that typst reads letters and signs from; none that is missing."""
    return [each for each in (folder(), SIGNS) if each and each.is_dir()]


def convert(source: Path = SOURCE, target: Path = FOLDER) -> int:
    """Write the TTFs that are missing into `target`; how many were written.

    0 when all are there already, and 0 with a logged sentence when `source` does not exist.
    """
    if not source.is_dir():
        logger.warning("Fon %s belum terpasang (npm ci); dokumen memakai fon cadangan.", FAMILY)
        return 0
    target.mkdir(parents=True, exist_ok=True)
    return sum(
        _convert_one(source, target, subset, weight, slant)
        for subset in SUBSETS
        for weight in STYLES
        for slant in SLANTS
    )


def _convert_one(source: Path, target: Path, subset: str, weight: int, slant: str) -> bool:
    made = target / f"plus-jakarta-sans-{subset}-{weight}-{slant}.ttf"
    if made.exists():
        return False
    original = source / f"plus-jakarta-sans-{subset}-wght-{slant}.woff2"
    font = TTFont(original, recalcTimestamp=False)  # the same bytes on every machine
    font = instantiateVariableFont(font, {"wght": weight}, inplace=True)
    _name(font, SUBSETS[subset], weight, slant)
    font.flavor = None
    unfinished = made.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(made)
    return True


def _name(font: TTFont, family: str, weight: int, slant: str) -> None:
    """Say what this cut is: the variable font calls every one of them Regular."""
    style = f"{STYLES[weight]} {SLANTS[slant]}".strip()
    names = {1: f"{family} {STYLES[weight]}", 2: SLANTS[slant] or "Regular", 3: f"{family} {style}",
             4: f"{family} {style}", 6: f"{family} {style}".replace(" ", "-"),
             16: family, 17: style}  # fmt: skip
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    italic, bold = bool(SLANTS[slant]), weight == 700
    font["OS/2"].fsSelection = (
        (italic * 0x01) | (bold * 0x20) | (0x40 if not (italic or bold) else 0)
    )
    font["head"].macStyle = bold * 0x01 | italic * 0x02


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")
    convert()
