"""Pictures of the article: what is in them, and that each format shows the same."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QTextLayout
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from annotation.errors import AnnotationError, KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span
from annotation.values.state import State
from ui.article.look import look_at
from ui.article.picture import Picture, drawing
from ui.article.picture_file import saving
from ui.article.slices import Made, Steps
from ui.article.text_drawing import Outlines
from ui.look.language import current_language, set_language
from ui.look.theme import LIGHT

Draw = Callable[..., Picture]
SENTENCE = "وقال مُتَحَدِّثٌ إنّ «ATLAS-2000» كلّف ٣٥٠ مليون دولار في 2024، والعـــمل مستمرّ."


def all_at_once(steps: Steps[Made]) -> Made:
    """What the work makes, with nothing else done meanwhile."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: Made = end.value
            return made


@pytest.fixture(params=["ar", "en"])
def language(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[str]:
    before = current_language()
    set_language(request.param)
    yield request.param
    set_language(before)


@pytest.fixture
def draw(qtbot: QtBot, tagset: Tagset, state: State, article) -> Draw:
    def draw_(state: State = state, **wish) -> Picture:
        wish = {"width": 900, "zoom": 1.0} | wish
        return all_at_once(drawing(state.document, tagset, state, article.suggested, LIGHT, **wish))

    return draw_


@pytest.fixture
def long_state() -> State:
    """A hundred paragraphs, and a relation from the first to the last."""
    text = "\n".join(f"{number}. {SENTENCE * 3}" for number in range(100))
    document = Document.of("long", "مقال طويل", text)
    ends = [text.index("ATLAS-2000"), text.rindex("ATLAS-2000")]
    spans = [Span(f"s{i}", "entities", "PER", ((at, at + 10),)) for i, at in enumerate(ends)]
    return State(document, (*spans, Relation("r", "relations", "SAME", "s0", "s1")))


def saved(picture: Picture, path: Path) -> bytes:
    all_at_once(saving(path, picture))
    return path.read_bytes()


def rendered(svg: Path, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer = QSvgRenderer(str(svg))
    assert renderer.isValid()
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def coarse(image: QImage) -> bytes:
    """The image in greys at a quarter of its size: how smoothing differs no longer matters."""
    small = image.scaled(
        image.size() / 4,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    step, content = grey.bytesPerLine(), bytes(grey.constBits())
    return b"".join(content[y * step : y * step + grey.width()] for y in range(grey.height()))


def largest_difference(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    return max(abs(a - b) for a, b in zip(coarse(one), coarse(other), strict=True))


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def page_size(pdf: bytes) -> tuple[float, float]:
    """The first page's width and height in millimetres."""
    match = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert match is not None
    return tuple(round(float(points) * 25.4 / 72, 1) for points in match.groups())


# -- what is drawn


def test_an_svg_shows_what_the_png_shows(draw: Draw, tmp_path: Path, language: str) -> None:
    picture = draw()  # dashes would begin elsewhere, so without suggestions
    saved(picture, tmp_path / "مقال.svg")
    saved(picture, tmp_path / "مقال.png")
    png = QImage(str(tmp_path / "مقال.png"))
    assert largest_difference(rendered(tmp_path / "مقال.svg", png.size()), png) < 40


def test_the_comparison_notices_two_words_that_have_changed_places(
    draw: Draw, tmp_path: Path
) -> None:
    images = []
    for text in ("التقى الوزير السفير.", "التقى السفير الوزير."):
        saved(draw(State(Document.of("d", "د", text))), tmp_path / "مقال.png")
        images.append(QImage(str(tmp_path / "مقال.png")))
    assert largest_difference(*images) > 80


def test_an_svg_needs_no_font_and_still_says_its_words(draw: Draw, tmp_path: Path, article) -> None:
    svg = saved(draw(), tmp_path / "مقال.svg").decode()
    assert "<text" not in svg
    assert "<title>لقاء الطاقة</title>" in svg
    assert "استقبلت وزيرة الطاقة سلمى بنجلون" in svg


def test_an_svg_is_well_formed_whatever_the_article_holds(draw: Draw, tmp_path: Path) -> None:
    text = "قال <b>نعم</b> & «لا» ]]> <defs> \x00\x0b\x1f\ufffe \u2028 😀\r\nانتهى."
    saved(draw(State(Document("d", "أ<ب>&\x01", text, ""))), tmp_path / "مقال.svg")
    root = ElementTree.parse(tmp_path / "مقال.svg").getroot()
    svg = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{svg}title") == "أ<ب>& "
    assert "<b>نعم</b> & «لا» ]]> <defs>" in root.findtext(f"{svg}desc", "")
    ids = {shape.get("id") for shape in root.iter(f"{svg}path")} - {None}
    used = {use.get("{http://www.w3.org/1999/xlink}href", "")[1:] for use in root.iter(f"{svg}use")}
    assert used == ids
    assert QSvgRenderer(str(tmp_path / "مقال.svg")).isValid()


def test_suggestions_are_drawn_only_when_asked_for(draw: Draw, tmp_path: Path) -> None:
    without = saved(draw(), tmp_path / "1.png")
    assert saved(draw(), tmp_path / "1.png") == without
    assert saved(draw(with_suggestions=True), tmp_path / "2.png") != without


def test_a_picture_of_some_words_holds_the_paragraphs_that_they_touch(draw: Draw, article) -> None:
    paragraphs = article.text.split("\n")
    begin, end = article.place("مشروع")
    assert draw(begin=begin, end=end).text == paragraphs[1]
    assert draw(begin=begin, end=begin).text == paragraphs[1]
    ahead = article.place("مرسال")[0]
    assert draw(begin=ahead, end=end).text == "\n".join(paragraphs[:2])
    assert draw(begin=ahead, end=len(paragraphs[0]) + 1).text == paragraphs[0]
    assert draw().text == article.text


def test_empty_lines_at_the_end_take_no_room(draw: Draw) -> None:
    one, other = (
        draw(State(Document.of("d", "د", f"{SENTENCE}\n{SENTENCE}{end}"))) for end in ("", "\n\n")
    )
    assert (one.height, one.text) == (other.height, other.text)


@pytest.mark.parametrize("text", ["", "\n", "a", "😀", "\u200f\u202b"])
def test_the_smallest_articles_have_pictures(draw: Draw, tmp_path: Path, text: str) -> None:
    for suffix in (".svg", ".pdf", ".png"):
        assert saved(draw(State(Document.of("d", "د", text))), tmp_path / f"مقال{suffix}")


def test_an_arc_is_whole_between_the_ends_of_a_long_article(
    draw: Draw, long_state: State, tmp_path: Path
) -> None:
    picture = draw(long_state)
    saved(picture, tmp_path / "مقال.png")
    image = QImage(str(tmp_path / "مقال.png"))
    scale = image.height() / picture.height
    gutter = range(round(40 * scale))
    middle = range(round(200 * scale), image.height() - round(400 * scale), 500)
    assert len(middle) > 1
    for y in middle:
        assert any(image.pixelColor(x, y).lightness() < 200 for x in gutter), y


def test_zoom_and_width_are_those_asked_for(draw: Draw) -> None:
    usual, large, narrow = draw(), draw(width=1800, zoom=2.0), draw(width=500)
    assert large.width == pytest.approx(2 * usual.width, abs=20)
    assert narrow.width < 510
    assert narrow.height > usual.height


def test_emoji_stay_on_the_screen_after_a_picture(qtbot: QtBot) -> None:
    coloured = [family for family in QFontDatabase.families() if "Emoji" in family]
    if not coloured:
        pytest.skip("no font with coloured emoji is installed")
    font = look_at(1.0).reading
    font.setFamilies([*font.families(), coloured[0]])
    layout = QTextLayout("😀", font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    for _ in range(2):
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        Outlines().line(painter, line, line.position())
        painter.end()
        colours = {image.pixelColor(x, y).rgb() for x in range(60) for y in range(60)}
        assert len(colours) > 10


# -- pages


def test_pages_end_between_paragraphs_and_lose_nothing(draw: Draw, long_state: State) -> None:
    picture = draw(long_state)
    pages = picture.pages(1200)
    assert pages[0].top == 0
    assert pages[-1].bottom == picture.height
    assert all(one.bottom == other.top for one, other in pairwise(pages))
    assert max(page.height for page in pages) <= 1200
    starts = {place.top for place in picture._placed}
    assert all(page.top in starts for page in pages)


def test_a_paragraph_longer_than_a_page_ends_between_two_lines(draw: Draw) -> None:
    picture = draw(State(Document.of("d", "د", f"{SENTENCE}\n{SENTENCE * 60}")))
    pages = picture.pages(600)
    assert len(pages) > 3
    assert all(0 < page.height <= 600 for page in pages)
    lines = [place.top + line.bottom for place in picture._placed for line in place.paragraph.lines]
    assert all(page.bottom in lines for page in pages[:-1])


def test_a_small_pdf_has_a_page_of_its_own_size(draw: Draw, tmp_path: Path) -> None:
    pdf = saved(draw(), tmp_path / "مقال.pdf")
    assert pdf.startswith(b"%PDF")
    assert page_count(pdf) == 1
    width, height = page_size(pdf)
    assert 150 < width < 200
    assert height < 150


def test_a_long_pdf_has_a4_pages(draw: Draw, long_state: State, tmp_path: Path) -> None:
    picture = draw(long_state)
    pdf = saved(picture, tmp_path / "مقال.pdf")
    assert page_count(pdf) > 5
    assert page_size(pdf) == pytest.approx((210, 297), abs=0.5)


def test_a_png_is_twice_as_fine_as_the_screen_and_never_too_tall(
    draw: Draw, long_state: State, tmp_path: Path
) -> None:
    picture = draw()
    saved(picture, tmp_path / "مقال.png")
    image = QImage(str(tmp_path / "مقال.png"))
    assert (image.width(), image.height()) == (2 * picture.width, 2 * picture.height)
    saved(draw(long_state), tmp_path / "طويل.png")
    assert QImage(str(tmp_path / "طويل.png")).height() <= 32_000
    endless = State(Document.of("d", "د", "ا\n" * 700 + "ب"))
    with pytest.raises(KnownError, match="too tall for PNG"):
        saved(draw(endless), tmp_path / "أطول.png")
    assert not (tmp_path / "أطول.png").exists()


# -- the file


def test_a_name_without_a_known_suffix_is_refused(draw: Draw, tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"\.svg, \.pdf, \.png; “مقال.jpg”"):
        saved(draw(), tmp_path / "مقال.jpg")
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_may_be_written_in_capitals(draw: Draw, tmp_path: Path) -> None:
    assert saved(draw(), tmp_path / "مقال.PDF").startswith(b"%PDF")


def test_what_is_there_is_replaced_whole_or_stays(draw: Draw, tmp_path: Path) -> None:
    target = tmp_path / "مقال.svg"
    target.write_text("قديم", "utf-8")
    assert saved(draw(), target).startswith(b"<?xml")
    folder = tmp_path / "مجلد.svg"
    folder.mkdir()
    for impossible in (folder, tmp_path / "لا" / "مقال.svg"):
        with pytest.raises(KnownError, match="cannot be written"):
            saved(draw(), impossible)
    assert {path.name for path in tmp_path.iterdir()} == {"مقال.svg", "مجلد.svg"}
