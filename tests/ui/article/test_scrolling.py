"""Scrolling moves the picture: whatever the way, it ends as if everything were painted anew."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotation.values.items import Document, Item, Relation, Span, Suggestions
from annotation.values.state import Change, State
from ui.article import ArticleView, ItemKind

PARAGRAPHS = (
    "استقبلت وزيرة الطاقة سلمى بنجلون في مقر الوزارة نظيرها أحمد ولد سيدي، واتفق الجانبان على "
    'تسريع مشروع "ATLAS-2000" للربط الكهربائي بين البلدين بقيمة ٣٥٠ مليون دولار 👍🏽 قبل العام.',
    "وَخَتَمَ المُتَحَدِّثُ كَلامَهُ قائِلًا: إِنَّ العَمَلَ مُسْتَمِرٌّ لِلْإِسْراعِ في الإِنْجازِ.",
    "قال مصدر إن الوفد سيصل إلى العاصمة غدًا.",
)


def long_state(*, prefix: str = "") -> State:
    """Sixty paragraphs with spans, some nested, and relations near and far."""
    chance = random.Random(11)
    text = prefix + "\n".join(chance.choice(PARAGRAPHS) for _ in range(60))
    document = Document.of("d", "طويل", text)
    words = [at for at in range(1, len(text)) if text[at - 1] == " " and text[at] not in " \n"]
    items: list[Item] = []
    for number in range(150):
        begin = words[number * len(words) // 150]
        end = min(len(text), begin + chance.choice((4, 7, 12, 40)))
        items.append(Span(f"s{number}", "entities", chance.choice(("PER", "ORG")), ((begin, end),)))
    for number in range(90):
        head = chance.randrange(150)
        tail = (head + chance.choice((1, 1, 2, 3, 9, 40))) % 150
        items.append(Relation(f"r{number}", "relations", "MET", f"s{head}", f"s{tail}"))
    return State(document, items)


def on_screen(view: ArticleView) -> QImage:
    """What the screen shows of the viewport, without painting anything."""
    QApplication.processEvents()
    picture = view.screen().grabWindow(view.winId()).toImage()
    corner = view.viewport().mapTo(view, QPoint())
    size = view.viewport().size()
    return picture.copy(corner.x(), corner.y(), size.width(), size.height())


def painted_anew(view: ArticleView) -> QImage:
    view.viewport().update()
    return on_screen(view)


def differing_pixels(one: QImage, other: QImage) -> list[tuple[int, int]]:
    if one == other:
        return []
    return [
        (x, y)
        for y in range(one.height())
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y) and apart(one.pixel(x, y), other.pixel(x, y)) > 1
    ]


def apart(one: int, other: int) -> int:
    """How far two pixels are apart in a channel; Qt rounds smoothed lines by 1 where it clips."""
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


@pytest.mark.parametrize("width", [700, 1300])
@pytest.mark.parametrize("zoom", [1.0, 0.6, 1.7])
def test_scrolling_by_any_path_ends_with_the_pixels_of_a_full_repaint(
    make_view: Callable[..., ArticleView], width: int, zoom: float
) -> None:
    view = make_view(long_state(), Suggestions(), width)
    view.set_zoom(zoom)
    chance = random.Random(width)
    bar = view.verticalScrollBar()
    for step in range(30):
        if step == 12:
            view.set_current(ItemKind.SPAN, "s70", reveal=False)
        by = chance.choice((1, -1, 7, -13, 40, 60, -60, 60, 313, -500, 790, 5000))
        bar.setValue(bar.value() + by)
        if step % 3 == 2:  # else several moves meet in one frame
            moved = on_screen(view)
            assert differing_pixels(moved, painted_anew(view))[:3] == []


def test_a_document_from_left_to_right_scrolls_as_exactly(
    make_view: Callable[..., ArticleView],
) -> None:
    view = make_view(long_state(), Suggestions(), 900)
    text = "The minister met her colleague. " * 40 + "\n"
    document = Document.of("e", "latin", text * 8)
    spans = [Span(f"s{n}", "entities", "PER", ((n * 160 + 4, n * 160 + 12),)) for n in range(50)]
    links = [Relation(f"r{n}", "relations", "MET", f"s{n}", f"s{n + 3}") for n in range(45)]
    view.set_article(document, view._tagset)  # type: ignore[arg-type]
    view.show_items(State(document, [*spans, *links]), Suggestions())
    bar = view.verticalScrollBar()
    for by in (33, 60, -20, 400, 60, -7):
        bar.setValue(bar.value() + by)
        moved = on_screen(view)
        assert differing_pixels(moved, painted_anew(view))[:3] == []


def test_an_act_ends_with_the_pixels_of_a_full_repaint(
    make_view: Callable[..., ArticleView],
) -> None:
    state = long_state()
    view = make_view(state, Suggestions(), 900)
    chance = random.Random(5)
    for number in range(40):
        begin = view.offset_at(QPoint(chance.randrange(900), chance.randrange(800)))
        end = min(len(view.text), begin + chance.randrange(1, 30))
        span = Span(f"n{number}", "entities", "PER", ((begin, end),)) if begin < end else None
        changes = [Change(None, span)] if span else []
        near = [s for s in state.spans if abs(s.begin - begin) < 400 and s.id != f"n{number}"]
        if span and near:
            link = Relation(f"m{number}", "relations", "MET", span.id, chance.choice(near).id)
            changes.append(Change(None, link))
        state = state.apply(changes)
        view.show_items(state, Suggestions())
        if number % 3 == 0:
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 150)
        moved = on_screen(view)
        assert differing_pixels(moved, painted_anew(view))[:3] == []
