"""The look in one place: colours for light and dark, colours made from a tag's."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

READABLE = 4.5  # WCAG AA for small text


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour that the window and the article view use, as #RRGGBB."""

    name: str
    is_dark: bool
    base: str  # behind the article
    text: str
    faint: str  # secondary text: readable on base and panel
    panel: str  # behind panels, bars and buttons
    line: str  # borders and separators
    edge: str  # around what one ticks and types into: seen even when it is empty
    selection: str
    caret: str
    gutter: str  # paragraph numbers and ruler ground
    relation: str  # arcs and their labels
    relation_faded: str  # arcs that are not of the current item
    accent: str  # the current item, focus, primary buttons
    accent_text: str  # on accent
    hit: str  # a search hit
    hit_current: str
    saved: str
    unsaved: str
    warning: str
    refused: str


LIGHT = Theme(
    name="light",
    is_dark=False,
    base="#FFFFFF",
    text="#1D232B",
    faint="#626B77",
    panel="#F4F5F7",
    line="#DADEE4",
    edge="#757D88",
    selection="#C3DAFB",
    caret="#0B57D0",
    gutter="#A9B1BC",
    relation="#5C6672",
    relation_faded="#D3D8DE",
    accent="#0B57D0",
    accent_text="#FFFFFF",
    hit="#FFF1B0",
    hit_current="#FFCF4D",
    saved="#2E7D4F",
    unsaved="#B26A00",
    warning="#9A5B00",
    refused="#B3261E",
)

DARK = Theme(
    name="dark",
    is_dark=True,
    base="#1B1E23",
    text="#E3E6EA",
    faint="#9BA4B0",
    panel="#24282E",
    line="#3A4048",
    edge="#7E8794",
    selection="#2C4C7C",
    caret="#8AB4F8",
    gutter="#5A636E",
    relation="#A9B2BD",
    relation_faded="#444B54",
    accent="#8AB4F8",
    accent_text="#10203A",
    hit="#5A4B12",
    hit_current="#6F5800",
    saved="#81C995",
    unsaved="#F2B661",
    warning="#F2B661",
    refused="#F28B82",
)

_DARK_INK = QColor("#14181E")
_WHITE = QColor("#FFFFFF")


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG 2 contrast ratio of two opaque colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with a `share` (0 to 1) of `other` in it, opaque."""

    def channel(a: float, b: float) -> float:
        return a + (b - a) * share

    return QColor.fromRgbF(
        channel(one.redF(), other.redF()),
        channel(one.greenF(), other.greenF()),
        channel(one.blueF(), other.blueF()),
    )


def _until_readable(colour: QColor, towards: QColor, on: QColor) -> QColor:
    """The colour moved towards another in small steps until it can be read against `on`."""
    for step in range(41):
        candidate = mixed(colour, towards, step / 40)
        if contrast(candidate, on) >= READABLE:
            return candidate
    return towards


@lru_cache(maxsize=512)
def tag_fill(colour: str, theme: Theme) -> QColor:
    """The body of a tag's pill: the tag's own colour, moved only as far as its name needs."""
    body = QColor(colour)
    if theme.is_dark:
        return _until_readable(body, _WHITE, _DARK_INK)
    if contrast(body, _WHITE) < 2.9:
        return _until_readable(body, _WHITE, _DARK_INK)
    return _until_readable(body, _DARK_INK, _WHITE)


@lru_cache(maxsize=512)
def tag_ink(colour: str, theme: Theme) -> QColor:
    """The tag's name on its pill (on `tag_fill`)."""
    body = tag_fill(colour, theme)
    return max(_WHITE, _DARK_INK, key=lambda ink: contrast(ink, body))


@lru_cache(maxsize=512)
def tag_line(colour: str, theme: Theme) -> QColor:
    """The tag's colour as lines and letters straight on the page: readable on its base."""
    towards = _WHITE if theme.is_dark else _DARK_INK
    return _until_readable(QColor(colour), towards, QColor(theme.base))


def tag_outline(colour: str, theme: Theme) -> tuple[QColor, QColor]:
    """The two colours of a suggestion's dashes, by turns: one seen on the page, the tag's own.

    Lines that stand out from white are all equally dark, so many tags would share one.
    """
    return tag_line(colour, theme), tag_fill(colour, theme)


@lru_cache(maxsize=512)
def tag_tint(colour: str, theme: Theme) -> QColor:
    """The translucent ground of words with this tag; text stays readable on several of them."""
    tint = QColor(colour)
    tint.setAlphaF(0.22 if theme.is_dark else 0.20)
    return tint


def palette(theme: Theme) -> QPalette:
    """The palette with which Fusion draws the window's own widgets."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.base,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.faint,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.refused,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role, share in _SHADES.items():
        made.setColor(role, mixed(QColor(theme.panel), _shade(theme, role), share))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.gutter))
    return made


def wear(application: QApplication, theme: Theme) -> None:
    """Dress the whole application in a theme."""
    application.setPalette(palette(theme))
    inputs = palette(theme)
    # Fusion draws their outlines in this colour, darkened, and nothing else of theirs.
    edge = QColor(theme.edge)
    channels = (min(1.0, c * _DARKENED) for c in (edge.redF(), edge.greenF(), edge.blueF()))
    inputs.setColor(QPalette.ColorRole.Window, QColor.fromRgbF(*channels))
    for name in _INPUTS:
        QApplication.setPalette(inputs, name)  # type: ignore[arg-type]  # bytes are refused


_DARKENED = 1.4
_INPUTS = (
    "QCheckBox",
    "QRadioButton",
    "QLineEdit",
    "QPlainTextEdit",
    "QAbstractSpinBox",
    "QComboBox",
)

# Fusion builds its edges from these; how far each is from the panel's colour.
_SHADES = {
    QPalette.ColorRole.Light: 0.5,
    QPalette.ColorRole.Midlight: 0.25,
    QPalette.ColorRole.Mid: 0.2,
    QPalette.ColorRole.Dark: 0.35,
    QPalette.ColorRole.Shadow: 0.7,
}


def _shade(theme: Theme, role: QPalette.ColorRole) -> QColor:
    lighter = role in (QPalette.ColorRole.Light, QPalette.ColorRole.Midlight)
    if theme.is_dark:
        return QColor("#4A515B") if lighter else QColor("#000000")
    return _WHITE if lighter else QColor("#5B6470")
