"""What a screen reader says of the article: items, the word at the caret, the selection."""

from annotation.arabic.tokens import word_at
from annotation.values.items import surface
from ui.article.emphasis import ShownItem
from ui.article.shown import SPANS, SUGGESTED, ShownItems
from ui.article.tag_names import mark_name, relation_name
from ui.look.language import tr

_LONGEST = 300  # letters; of a longer selection only this much is read out


def spoken_item(shown: ShownItems, item: ShownItem) -> str:
    """An item in words: its tag, whether it is accepted, and what it covers."""
    text = shown.text_map.text
    state = tr("suggested") if item[0] in SUGGESTED else tr("accepted")
    if item[0] in SPANS:
        mark = shown.marks[item[1]]
        words = surface(text, mark.fragments)
        return tr(
            "{tag}, {state}, {words}", tag=mark_name(shown.tagset, mark), state=state, words=words
        )
    relation = shown.relations[item[1]]
    head, tail = (surface(text, shown.marks[end].fragments) for end in relation.ends)
    name = relation_name(shown.tagset, relation.bundle_at(relation.head))
    return tr("{tag}, {state}, {head}, {tail}", tag=name, state=state, head=head, tail=tail)


def spoken_place(text: str, caret: int, selection: tuple[int, int] | None) -> str:
    """Where the caret has gone: the words that are selected, else the word it stands at."""
    if selection is not None:
        return tr("Selected: {words}", words=text[selection[0] : selection[1]][:_LONGEST])
    word = word_at(text, caret)
    return text[word[0] : word[1]] if word else ""
