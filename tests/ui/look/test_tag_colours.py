"""Colours of tags: readable, and apart also for those who see no red, no green or no blue."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from annotation.formats.brat_tagset import COLOURS
from annotation.tagsets.tagset_file import read_tagset
from ui.look.theme import (
    DARK,
    LIGHT,
    READABLE,
    Theme,
    contrast,
    tag_fill,
    tag_ink,
    tag_line,
    tag_outline,
)

TAGSETS = sorted((Path(__file__).parents[3] / "resources" / "tagsets").glob("*.toml"))
APART = 12.0  # in CIE L*a*b*; 2 can be told side by side, 10 at a glance
Vector = tuple[float, float, float]

# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision
# Deficiency (2009), at the full degree; for linear RGB.
SIGHTS: dict[str, tuple[Vector, Vector, Vector]] = {
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
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)

palettes = pytest.mark.parametrize(
    "colours",
    [
        *(
            [tag.colour for tag in read_tagset(path.read_text("utf-8"), path.name).spans.values()]
            for path in TAGSETS
        ),
        list(COLOURS),
    ],
    ids=[*(path.stem for path in TAGSETS), "given by us"],
)
themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def times(rows: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows)
    return one, two, three


def linear(colour: QColor) -> Vector:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return red, green, blue


def lab(light: Vector) -> Vector:
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (a / w for a, w in zip(times(_TO_XYZ, light), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: QColor, sight: str) -> Vector:
    red, green, blue = (min(1.0, max(0.0, c)) for c in times(SIGHTS[sight], linear(colour)))
    return lab((red, green, blue))


def distance(one: QColor, other: QColor, sight: str) -> float:
    pairs = zip(seen(one, sight), seen(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_simulation_takes_red_and_green_for_the_same() -> None:
    red, green = QColor("#A05050"), QColor("#6E6E50")
    assert distance(red, green, "usual") > 2 * distance(red, green, "protanopia")
    white, black = QColor("#FFFFFF"), QColor("#000000")
    for sight in SIGHTS:
        assert distance(white, black, sight) == pytest.approx(100, abs=1)


@palettes
@themes
def test_names_of_tags_can_be_read(theme: Theme, colours: list[str]) -> None:
    for colour in colours:
        assert contrast(tag_ink(colour, theme), tag_fill(colour, theme)) >= READABLE
        assert contrast(tag_line(colour, theme), QColor(theme.base)) >= READABLE


@palettes
@themes
@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_tags_look_alike(theme: Theme, colours: list[str], sight: str) -> None:
    for one, other in combinations(colours, 2):
        apart = distance(tag_fill(one, theme), tag_fill(other, theme), sight)
        assert apart >= APART, (one, other, apart)


@palettes
@themes
@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_outlines_of_suggestions_look_alike(
    theme: Theme, colours: list[str], sight: str
) -> None:
    for one, other in combinations(colours, 2):
        dashes = zip(tag_outline(one, theme), tag_outline(other, theme), strict=True)
        apart = max(distance(a, b, sight) for a, b in dashes)
        assert apart >= APART, (one, other, apart)


@palettes
@themes
def test_outlines_of_suggestions_stand_out_from_the_page(theme: Theme, colours: list[str]) -> None:
    for colour in colours:
        dark, own = tag_outline(colour, theme)
        assert contrast(dark, QColor(theme.base)) >= READABLE
        assert own == tag_fill(colour, theme)
