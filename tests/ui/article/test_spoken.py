"""What a screen reader is told of the article."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessible

from ui.article import ArticleView, ItemKind
from ui.look.language import current_language, set_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is spoken is asked for in English, whatever the tests before it spoke."""
    before = current_language()
    set_language("en")
    yield
    set_language(before)


def test_items_are_spoken_with_their_tags_and_whether_they_are_accepted(view: ArticleView) -> None:
    name, state, words = view.spoken((ItemKind.SPAN, "salma")).replace("،", ",").split(", ")
    assert (name, words) == ("Person", "سلمى بنجلون")
    assert state == "accepted"
    assert "suggested" in view.spoken((ItemKind.SUGGESTED_SPAN, "g2"))
    assert "أحمد ولد سيدي" in view.spoken((ItemKind.RELATION, "met"))
    assert view.spoken((ItemKind.SPAN, "no such span")) == ""


def test_a_screen_reader_is_told_of_items_words_and_selections(
    view: ArticleView, article: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(view, "_announce", told.append)
    QAccessible.setActive(True)
    try:
        begin, end = article.place("البلدين")
        view.set_caret(begin)
        view.set_caret(end, keep_anchor=True)
        view.set_current(ItemKind.SPAN, "salma")
    finally:
        QAccessible.setActive(False)
    assert told == ["البلدين", "Selected: البلدين", view.spoken((ItemKind.SPAN, "salma"))]


def test_the_article_has_a_name_and_says_which_one_it_is(view: ArticleView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == view.accessibleName() != ""
    assert interface.text(QAccessible.Text.Description) == "لقاء الطاقة"


def test_announcing_needs_no_screen_reader(view: ArticleView) -> None:
    QAccessible.setActive(True)
    try:
        view.set_caret(5)
        view.set_current(ItemKind.RELATION, "met")
    finally:
        QAccessible.setActive(False)
    assert view.current == (ItemKind.RELATION, "met")


def test_a_screen_reader_takes_the_article_for_a_document(view: ArticleView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.role() == QAccessible.Role.Document
    assert interface.childCount() >= 1
    view.setAccessibleName("مقال")
    assert interface.text(QAccessible.Text.Name) == "مقال"
