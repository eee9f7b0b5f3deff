"""The inks of charts hold for colour-blind eyes, on light and dark ground, and on a grey print.

Simulated as Machado, Oliveira and Fernandes (2009, severity 1.0) published it; distances are
CIE76 ΔE in CIELAB (2.3 is just noticeable), contrast as WCAG 2.2 counts it.
"""

import re
from itertools import combinations
from pathlib import Path

import pytest

from dbi_portal.lib.chart_marks import BAR_INKS, DASHES, GOLD, LINE_INKS, NAVY, SLATE, STONE

TOKENS = (Path(__file__).parents[3] / "static/css/tokens.css").read_text()
SHEET = (Path(__file__).parents[3] / "static/css/dashboard.css").read_text()
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 20  # ΔE: told apart at a glance, and beside each other


def token(name, theme):
    light, dark = TOKENS.split("prefers-color-scheme: dark", 1)
    found = re.search(rf"--{name}:\s*(#[0-9a-f]{{6}})", dark if theme == "dark" else light)
    return (found or re.search(rf"--{name}:\s*(#[0-9a-f]{{6}})", light))[1]


def in_theme(ink, theme):
    """The colour a stylesheet puts in place of a chart's own."""
    rule = re.search(
        rf'\.drawn \[(?:fill|stroke)="{ink}"\] {{ (?:fill|stroke): var\(--([\w-]+)\)', SHEET
    )
    return token(rule[1], theme)


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen(colour, eyes):
    """Linear light as those eyes see it."""
    light = linear(colour)
    mixed = [sum(a * b for a, b in zip(row, light, strict=True)) for row in EYES[eyes]]
    return [min(max(part, 0), 1) for part in mixed]


def luminance(light):
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), light, strict=True))


def contrast(one, other, eyes="usual"):
    low, high = sorted(luminance(seen(each, eyes)) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(light):
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1, 1.089)
    xyz = [sum(a * b for a, b in zip(row, light, strict=True)) for row in to_xyz]
    x, y, z = (
        share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116
        for share in (part / whole for part, whole in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, eyes):
    pairs = zip(lab(seen(one, eyes)), lab(seen(other, eyes)), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.1)
    # what the simulation is for: red and green of one lightness grow alike
    red, green = "#b3261e", "#4c6a00"
    assert distance(red, green, "deuteranopia") < distance(red, green, "usual") / 3


@pytest.mark.parametrize("theme", ["light", "dark", "file"])
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("inks", [BAR_INKS, LINE_INKS], ids=["bars", "lines"])
def test_series_are_told_apart_by_every_eye(inks, eyes, theme):
    shown = inks if theme == "file" else [in_theme(ink, theme) for ink in inks]
    for one, other in combinations(shown, 2):
        assert distance(one, other, eyes) >= APART, f"{one} {other}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_every_mark_stands_out_from_the_paper(eyes, theme):
    paper = token("paper", theme)
    for ink in (NAVY, GOLD, SLATE):
        assert contrast(in_theme(ink, theme), paper, eyes) >= 3, ink
    # the light bar is held by its outline, which is SLATE


def test_on_a_grey_print_bars_differ_in_lightness_and_lines_in_their_dashes():
    dark, middle, light = (luminance(linear(ink)) for ink in BAR_INKS)
    assert (middle + 0.05) / (dark + 0.05) >= 2
    assert (light + 0.05) / (middle + 0.05) >= 2
    assert len({tuple(dash) for dash in DASHES}) == len(LINE_INKS)
    assert contrast(SLATE, "#ffffff") >= 3
    assert STONE in BAR_INKS
