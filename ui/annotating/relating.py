"""Relating spans: by keyboard (R, the tag's key, Tab or a digit, Enter) and by dragging."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from annotation.commands.pending import span_at_end
from annotation.commands.relation_commands import create_relation, oriented
from annotation.commands.suggestion_commands import accept
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import RelationTag
from annotation.values.items import Span, SuggestedRelation
from storage.system.ids import new_id
from ui.annotating.relation_draft import Relating, begin_relating
from ui.desk.desk import Desk
from ui.keys.action import Context
from ui.keys.key_dispatcher import Act, tag_of_key
from ui.keys.keymap import key_for, keymap
from ui.keys.menus import tag_entry
from ui.look.item_kinds import ItemKind
from ui.look.language import in_language, isolated, tr

PICKS = 10  # candidates that have a key


def pick_id(number: int) -> str:
    """The action that takes a candidate, counted from 0."""
    return f"relating-pick-{number + 1}"


class RelationMaking:
    """The mode in which a relation is made."""

    context = Context.RELATING

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.making: Relating | None = None

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"relate": self.begin}

    # -- by keyboard -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start a relation at the current span."""
        session, span = self.desk.session, self._span_at_hand()
        if session is None or span is None:
            self.desk.refuse(AnnotationError("Choose the span that the relation starts from."))
            return
        making = begin_relating(session.state, session.tagset, span)
        if not making.tags:
            self.desk.refuse(
                AnnotationError("No other span here can be related to this one by the tagset.")
            )
            return
        self._update(making)

    def key_acts(self) -> Mapping[str, Act] | None:
        """What keys do while a relation is being made; None when none is."""
        if self.making is None or self.desk.session is None:
            return None
        return {
            "relating-leave": self.cancel,
            "relating-back": self._back_to_tags,
            "relating-confirm": self._confirm,
            "relating-next": partial(self._move, 1),
            "relating-previous": partial(self._move, -1),
            **{pick_id(number): partial(self._pick, number) for number in range(PICKS)},
        }

    def take_key(self, key: str) -> bool:
        """Choose the relation tag that a key stands for; no key means anything else meanwhile."""
        if self.making is not None:
            slug = tag_of_key(self.making.tags, key)
            if slug is not None:
                self.choose(slug)
        return True

    def _back_to_tags(self) -> bool:
        making, session = self.making, self.desk.session
        if making is None or making.tag is None or session is None:
            return False
        self._update(begin_relating(session.state, session.tagset, making.span))
        return True

    def _move(self, step: int) -> None:
        if self.making is not None:
            self._update(self.making.moved(step))

    def _pick(self, number: int) -> bool:
        """Take a candidate by its number; before a tag is chosen digits may be tags' keys."""
        if self.making is None or self.making.tag is None:
            return False
        self._update(self.making.picked(number))
        return True

    def choose(self, slug: str) -> None:
        """Choose the relation's tag; its candidates get their digits."""
        if self.making is not None and self.desk.session is not None:
            session = self.desk.session
            self._update(self.making.with_tag(session.state, session.tagset, slug))

    def cancel(self) -> None:
        """Leave without a relation."""
        if self.making is not None:
            span = self.making.span
            self._update(None)
            self.desk.make_current(ItemKind.SPAN, span.id)

    def leave(self) -> None:
        """Leave the mode because what is current has changed."""
        if self.making is not None:
            self._update(None)

    def tags_for_current(self) -> list[RelationTag]:
        """Relation tags that the ends of the current relation, or suggested one, allow."""
        session, relation = self.desk.session, self.desk.current_relation()
        suggestion = self.desk.current_suggestion()
        if session is None:
            return []
        if isinstance(suggestion, SuggestedRelation):
            ends = (suggestion.head_tag, suggestion.tail_tag)
        elif relation is not None:
            head, tail = session.state.span(relation.head), session.state.span(relation.tail)
            ends = (head.tag if head else "", tail.tag if tail else "")
        else:
            return []
        return list(session.tagset.relations_between(*ends))

    def _confirm(self) -> None:
        making = self.making
        ends = making.ends() if making else None
        if making is None or making.tag is None or ends is None:
            self.desk.refuse(AnnotationError("Press the key of a relation tag first."))
            return
        slug, id = making.tag.slug, new_id()
        self._update(None)
        if self.desk.acting.here(lambda s, t: create_relation(s, t, slug, *ends, id=id)):
            self.desk.say(tr("Related. {key} relates the same span again.", key=key_for("relate")))
        self.desk.make_current(ItemKind.SPAN, making.span.id)

    def _update(self, making: Relating | None) -> None:
        """Take the next value of the mode and show it."""
        self.making = making
        view, palette = self.desk.view, self.desk.palette
        view.set_relating(making.span.id if making else None)
        if making is None:
            view.set_candidates({})
            palette.show_span_tags()
            return
        badges = {
            span.id: keymap().cap(pick_id(number)) if number < PICKS else ""
            for number, span in enumerate(making.candidates)
        }
        view.set_candidates(badges)
        palette.show_relation_tags(list(making.tags), self._prompt(making))
        palette.highlight(making.tag.slug if making.tag else None)
        if making.partner is not None:
            self.desk.make_current(ItemKind.SPAN, making.partner.id)

    def _prompt(self, making: Relating) -> str:
        assert self.desk.session is not None
        words = isolated(self.desk.session.state.text_of(making.span))
        if making.tag is None:
            return tr(
                "Relate “{words}”: press the key of a relation. {leave} leaves.",
                words=words,
                leave=key_for("relating-leave"),
            )
        name = in_language(making.tag.name)
        if making.partner is None:
            return tr("There is no span left for {tag}. Press another key.", tag=name)
        partner = isolated(self.desk.session.state.text_of(making.partner))
        return tr(
            "{tag}: “{words}” with “{partner}”? {confirm} relates; {next} or a digit takes "
            "another.",
            tag=name,
            words=words,
            partner=partner,
            confirm=key_for("relating-confirm"),
            next=key_for("relating-next"),
        )

    def _span_at_hand(self) -> Span | None:
        """The current span, else the innermost one at the caret."""
        session = self.desk.session
        if session is None:
            return None
        at_caret = session.state.spans_at(self.desk.view.caret)
        return self.desk.current_span() or (at_caret[0] if at_caret else None)

    # -- by dragging -------------------------------------------------------------------------------

    def drop(self, from_id: str, to_id: str) -> None:
        """Relate the spans between which the mouse was dragged; a suggested end is accepted."""
        head, tail = self._accepted(from_id), self._accepted(to_id)
        session = self.desk.session
        if session is None or head is None or tail is None or head.id == tail.id:
            return
        tags = [t for t in session.tagset.relations.values() if oriented(t, head, tail)]
        if not tags:
            self.desk.refuse(
                AnnotationError(
                    "The tagset has no relation between {head} and {tail}.",
                    head=head.tag,
                    tail=tail.tag,
                )
            )
        elif len(tags) == 1:
            self._relate(tags[0], head, tail)
        else:
            self._ask_tag(tags, head, tail)

    def _ask_tag(self, tags: list[RelationTag], head: Span, tail: Span) -> None:
        menu = QMenu(self.desk.window)
        for tag in tags:
            action = menu.addAction(tag_entry(tag))
            action.triggered.connect(lambda _=False, tag=tag: self._relate(tag, head, tail))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _relate(self, tag: RelationTag, head: Span, tail: Span) -> None:
        ends = oriented(tag, head, tail)
        if ends is not None:
            id = new_id()
            self.desk.acting.here(
                lambda s, t: create_relation(s, t, tag.slug, ends[0].id, ends[1].id, id=id)
            )
            self.desk.make_current(ItemKind.RELATION, id)

    def _accepted(self, id: str) -> Span | None:
        """The span with this id; a suggestion is accepted first."""
        session = self.desk.session
        if session is None:
            return None
        suggestion = next((s for s in session.pending.spans if s.id == id), None)
        if suggestion is None:
            return session.state.span(id)
        every = session.suggestions
        self.desk.acting.here(lambda s, t: accept(s, t, suggestion, every, new_id=new_id))
        return span_at_end(session.state, (suggestion.fragments, suggestion.tag))
