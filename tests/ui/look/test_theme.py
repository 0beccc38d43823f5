"""The themes: everything written is readable on what it is written on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.app import make_application
from ui.look.theme import (
    DARK,
    LIGHT,
    READABLE,
    Theme,
    contrast,
    palette,
    tag_fill,
    tag_ink,
    tag_line,
    tag_tint,
    wear,
)

COLOURS = (
    "#4C78A8",
    "#B279A2",
    "#F2A541",
    "#54A24B",
    "#9D755D",
    "#72B7B2",
    "#EECA3B",
    "#FF9DA6",
    "#E45756",
    "#5F6B9A",
    "#8C6D31",
    "#2CA58D",
    "#9AA0A6",
)
EXTREMES = ("#000000", "#FFFFFF", "#777777", "#FF0000", "#00FF00", "#0000FF")
themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def test_contrast_of_black_and_white_is_the_greatest() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21.0)
    assert contrast(QColor("#FFFFFF"), QColor("#000000")) == pytest.approx(21.0)
    assert contrast(QColor("#767676"), QColor("#FFFFFF")) == pytest.approx(4.54, abs=0.01)


@themes
@pytest.mark.parametrize("colour", [*COLOURS, *EXTREMES])
def test_the_name_on_a_pill_is_readable(theme: Theme, colour: str) -> None:
    assert contrast(tag_ink(colour, theme), tag_fill(colour, theme)) >= READABLE


@themes
@pytest.mark.parametrize("colour", [*COLOURS, *EXTREMES])
def test_the_name_on_a_hollow_pill_is_readable(theme: Theme, colour: str) -> None:
    assert contrast(tag_line(colour, theme), QColor(theme.base)) >= READABLE


@themes
@pytest.mark.parametrize("colour", COLOURS)
def test_text_is_readable_on_two_spans_one_within_the_other(theme: Theme, colour: str) -> None:
    tint = tag_tint(colour, theme)
    ground = QColor(theme.base)
    for _ in range(2):
        ground = _over(tint, ground)
    assert contrast(QColor(theme.text), ground) >= READABLE


def _over(tint: QColor, ground: QColor) -> QColor:
    share = tint.alphaF()
    channels = zip(tint.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(a * share + b * (1 - share) for a, b in channels))


@themes
def test_words_of_the_interface_are_readable(theme: Theme) -> None:
    pairs = [
        (theme.text, theme.base),
        (theme.text, theme.panel),
        (theme.text, theme.selection),
        (theme.text, theme.hit),
        (theme.text, theme.hit_current),
        (theme.faint, theme.base),
        (theme.faint, theme.panel),
        (theme.relation, theme.base),
        (theme.accent, theme.base),
        (theme.accent_text, theme.accent),
        (theme.saved, theme.panel),
        (theme.warning, theme.panel),
        (theme.refused, theme.panel),
    ]
    for ink, ground in pairs:
        assert contrast(QColor(ink), QColor(ground)) >= READABLE, (ink, ground)


def test_tags_keep_apart_on_their_pills() -> None:
    assert len({tag_fill(colour, LIGHT).name() for colour in COLOURS}) == len(COLOURS)


@themes
def test_the_palette_is_the_themes(theme: Theme) -> None:
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Base) == QColor(theme.base)
    assert made.color(QPalette.ColorRole.WindowText) == QColor(theme.text)
    shades = (made.color(QPalette.ColorRole.Light), made.color(QPalette.ColorRole.Dark))
    assert shades[0].lightness() > shades[1].lightness()


@themes
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, QLineEdit, QSpinBox, QComboBox])
def test_what_one_ticks_and_types_into_is_outlined_when_it_is_empty(
    qtbot: QtBot, theme: Theme, kind: type[QWidget]
) -> None:
    wear(make_application(), theme)
    window = QWidget()
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a story before was Arabic
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    widget, other = kind(), QPushButton()
    column.addWidget(widget)
    column.addWidget(other)
    window.resize(300, 120)
    window.show()
    other.setFocus()
    picture = window.grab().toImage()
    box, ground = widget.geometry(), QColor(theme.panel)
    edge = [picture.pixelColor(x, box.center().y()) for x in range(box.left(), box.left() + 4)]
    assert max(contrast(colour, ground) for colour in edge) >= 3.0
    wear(make_application(), LIGHT)
