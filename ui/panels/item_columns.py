"""The columns of the lists of spans, relations and suggestions."""

from collections.abc import Callable
from typing import TypeVar

from annotation.arabic.folding import fold
from annotation.commands.suggestion_commands import Suggestion
from annotation.values.items import Origin, Relation, Span
from ui.look.language import isolated, tr
from ui.look.words import origin_word, reason_words, score_words, where_words
from ui.panels.item_words import ItemWords, ListedItem
from ui.panels.rows import Column

Reader = Callable[[], ItemWords]
Shown = TypeVar("Shown", bound=ListedItem)
_ORIGINS = tuple(Origin)


def _tag_column(read: Reader) -> Column[Shown]:
    """The chip or the arrow with the name of the item's tag."""

    def name(item: Shown) -> str:
        return read().tag_name(item)

    return Column(lambda: tr("Tag"), name, name, is_drawn=True)


def span_columns(read: Reader) -> tuple[Column[Span], ...]:
    """Tag, words, where, origin."""
    return (
        _tag_column(read),
        Column(
            lambda: tr("Words"),
            lambda row: read().line(row),
            lambda row: fold(read().words(row.fragments)),
        ),
        Column(
            lambda: tr("Where"),
            lambda row: where_words(row.fragments),
            lambda row: (row.begin, -row.end),
            is_number=True,
        ),
        Column(
            lambda: tr("Origin"),
            lambda row: origin_word(row.origin),
            lambda row: _ORIGINS.index(row.origin),
            is_drawn=True,
            is_titled=False,
        ),
    )


def relation_columns(read: Reader) -> tuple[Column[Relation], ...]:
    """Head, tag with its arrow, tail."""
    return (
        Column(
            lambda: tr("Head"),
            lambda row: isolated(read().ends(row)[0]),
            lambda row: fold(read().ends(row)[0]),
        ),
        Column(
            lambda: tr("Relation"),
            lambda row: read().tag_name(row),
            lambda row: read().tag_name(row),
            is_drawn=True,
            is_centred=True,
            tip=lambda row: f"{read().tag_name(row)} · {origin_word(row.origin)}",
        ),
        Column(
            lambda: tr("Tail"),
            lambda row: isolated(read().ends(row)[1]),
            lambda row: fold(read().ends(row)[1]),
        ),
    )


def suggestion_columns(read: Reader) -> tuple[Column[Suggestion], ...]:
    """Tag, words, score, reason."""
    return (
        _tag_column(read),
        Column(
            lambda: tr("Words"),
            lambda row: read().line(row),
            lambda row: fold(read().line(row)),
            tip=lambda row: f"{read().line(row)}\n{reason_words(row)}",
        ),
        Column(
            lambda: tr("Score"),
            lambda row: score_words(row.score),
            lambda row: row.score,
            is_drawn=True,
        ),
        Column(
            lambda: tr("Reason"),
            reason_words,
            reason_words,
            is_quiet=True,
        ),
    )
