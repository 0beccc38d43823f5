"""Settling positions in the window: which one is current, what its keys do, what is shown of it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from annotation.curation.effect import effect_of
from annotation.curation.position import Position, PositionKind, SettlementReason
from annotation.curation.settling import (
    give_reason,
    most_said,
    take,
    take_both,
    take_edited,
    take_neither,
)
from annotation.curation.strategies import Strategy, StrategyOutcome, apply_strategy
from annotation.tagsets.tagset import Tagset
from annotation.values.items import SettlementChoice
from annotation.values.state import State
from annotation.values.transaction import Transaction
from storage.system.ids import new_id
from ui.curation.curated_document import CuratedDocument
from ui.curation.keys import NUMBERED, take_id
from ui.curation.position_card import taken_from
from ui.curation.positions_panel import PositionsPanel
from ui.curation.sources import Sources
from ui.curation.words import PositionWords, effect_words, reason_word
from ui.desk.desk import Desk
from ui.desk.session import DeskCommand
from ui.keys.action import Context
from ui.keys.actions import BY_ID
from ui.keys.key_dispatcher import Act
from ui.keys.keymap import key_for, keymap
from ui.look.dressing import theme_for
from ui.look.item_kinds import ItemKind
from ui.look.language import left_to_right, tr

_EFFECT_AFTER = 80  # milliseconds; what agreement has become is told when it is quiet


class Settling:
    """One document's positions while it is curated: `current` is the one that keys act on."""

    def __init__(
        self, desk: Desk, work: CuratedDocument, panel: PositionsPanel, sources: Sources
    ) -> None:
        self.desk = desk
        self.work = work
        self._panel = panel
        self._sources = sources
        assert desk.link is not None
        self.words = PositionWords(work.records, desk.link.tagset)
        self.positions: tuple[Position, ...] = work.alignment.positions
        self.current: Position | None = None
        self.is_editing = False
        self._is_acting = False
        self._reason = ""  # given before the position is settled
        self._numbers = {position.id: n for n, position in enumerate(self.positions)}
        self._at = {
            (version.annotator, item.id): position.id
            for position in self.positions
            for version in position.versions
            for item in version.items
        }
        self._effect_due = QTimer(panel, singleShot=True, interval=_EFFECT_AFTER)
        self._effect_due.timeout.connect(self._show_effect)

    def begin(self) -> None:
        """Show everything, the first open position first."""
        session = self.desk.session
        assert session is not None
        self.positions = self.work.alignment.in_state(session.state)
        self._panel.begin(self.work.curator, self.positions, self.words)
        self._sources.show_records(self.work.records, session.tagset)
        self._effect_due.start()
        self.go_to(self._first_open())
        if self.current is None:
            self._say_done()

    def end(self) -> None:
        """Leave the document."""
        self._effect_due.stop()
        self._effect_due.deleteLater()
        self.desk.view.set_hits([])
        self.desk.details.show()

    @property
    def still_open(self) -> int:
        """How many positions are open."""
        return sum(position.is_open for position in self.positions)

    def _first_open(self) -> Position | None:
        return next((position for position in self.positions if position.is_open), None)

    # -- keys --------------------------------------------------------------------------------------

    def key_acts(self) -> Mapping[str, Act]:
        """What keys do now: while one edits, or has left the positions, they only lead on."""
        acts: dict[str, Act] = {
            "position-next-open": lambda: self.go(1, only_open=True),
            "position-previous-open": lambda: self.go(-1, only_open=True),
        }
        if self.current is not None:
            acts["position-leave"] = self._step_back
        if self.current is not None and not self.is_editing:
            acts |= self._acts_on_position()
        return acts

    def take_key(self, key: str) -> bool:
        """Say so where a bare key would annotate; False where a key means what it always does."""
        if self.current is None or self.is_editing or len(key) > 1:
            return False
        action = BY_ID.get(keymap().action(Context.WINDOW, key) or "")
        if action is not None and not action.gives_way:
            return False
        self.desk.say(
            tr(
                "{edit} edits here; {leave} leaves the position, then tags have their keys.",
                edit=key_for("position-edit"),
                leave=key_for("position-leave"),
            )
        )
        return True

    def _acts_on_position(self) -> Mapping[str, Act]:
        return {
            **{take_id(n): partial(self.take_number, n) for n in range(1, NUMBERED + 1)},
            "position-both": lambda: self._settle(take_both),
            "position-neither": lambda: self._settle(take_neither),
            "position-edit": self.edit,
            "position-reason": self.ask_reason,
            "position-most": self._take_most,
            "position-next": lambda: self.go(1),
            "position-previous": lambda: self.go(-1),
        }

    # -- walking -----------------------------------------------------------------------------------

    def go(self, step: int, *, only_open: bool = False) -> None:
        """Make the next or previous position current; past the end, start again."""
        numbers = [n for n, p in enumerate(self.positions) if p.is_open or not only_open]
        if not numbers:
            self._say_done()
            return
        outside = -1 if step > 0 else len(self.positions)
        here = outside if self.current is None else self._numbers[self.current.id]
        if step > 0:
            target = next((n for n in numbers if n > here), numbers[0])
        else:
            target = next((n for n in reversed(numbers) if n < here), numbers[-1])
        self.go_to(self.positions[target])

    def go_to(self, position: Position | None) -> None:
        """Make a position the current one, or none."""
        self.current, self.is_editing, self._reason = position, False, ""
        self._show_current()
        view = self.desk.view
        if position is None or not position.places:
            view.set_hits([])
            view.clear_current()
            return
        view.set_hits(list(position.places))
        view.set_caret(position.begin)
        self._lift_own(position)
        for place in (position.places[-1], position.places[0]):  # of a far relation the first end
            view.reveal(*place)
        self._sources.line_up(position.begin)

    def go_to_id(self, position_id: str) -> None:
        """Make the position with this id current."""
        self.go_to(self.positions[self._numbers[position_id]])

    def clicked(self, annotator: str, item_id: str) -> None:
        """An item of an annotator was clicked: go to its position."""
        if (annotator, item_id) in self._at:
            self.go_to_id(self._at[annotator, item_id])

    def own_clicked(self, item_id: str) -> None:
        """An item of the curator was clicked: go to the position that it came of."""
        if self.is_editing:
            return
        for position in self.positions:
            if position.settlement is not None and item_id in position.settlement.items:
                current = self.desk.view.current
                self.go_to(position)
                if current is not None:  # of several that came of it the one that was clicked
                    self.desk.make_current(*current)
                return

    def _step_back(self) -> None:
        """Escape: end editing, then leave the position."""
        self.go_to(self.current if self.is_editing else None)

    def _say_done(self) -> None:
        self.desk.say(
            tr(
                "All positions are settled. {key} finishes it and opens the next document.",
                key=key_for("finish"),
            )
        )

    # -- settling ----------------------------------------------------------------------------------

    def take_number(self, number: int) -> None:
        """Take what the annotator of this digit has; who has nothing here leaves it out."""
        position, names = self.current, self.words.annotators
        if position is None or not 1 <= number <= len(names):
            return
        self.take_from(names[number - 1])

    def take_from(self, annotator: str) -> None:
        """Take what this annotator has, or leave it out with them."""
        if self.current is not None and self.current.version_of(annotator) is None:
            self._settle(take_neither)
        else:
            self._settle(take, annotator)

    def _take_most(self) -> None:
        if self.current is not None:
            self._settle(take, most_said(self.current).annotator)

    def _settle(self, command: Callable[..., Transaction | None], *values: str) -> None:
        """Carry out a command on the current position, then go to the next open one."""
        position = self.current
        if position is None:
            return
        if self._do(command, position, *values):
            self._go_on()

    def _go_on(self) -> None:
        if self.still_open:
            self.go(1, only_open=True)
        else:
            if self.current is not None:
                self.go_to_id(self.current.id)
            self._say_done()

    def edit(self) -> None:
        """Let the curator's own item count, and give the keys back to editing."""
        position = self.current
        if position is None or not self._do(take_edited, position, self._own_at(position)):
            return
        self.is_editing = True
        self._show_current()
        self.desk.view.set_hits([])
        self._lift_own(self.positions[self._numbers[position.id]])
        self.desk.view.setFocus()

    def _do(
        self, command: Callable[..., Transaction | None], position: Position, *values: str
    ) -> bool:
        """Carry out a command; whether it was not refused."""
        is_refused = False
        reason = self._reason or (position.settlement.reason if position.settlement else "")

        def act(state: State, tagset: Tagset) -> Transaction | None:
            nonlocal is_refused
            is_refused = True
            made = command(
                state,
                tagset,
                self.work.alignment,
                position,
                *values,
                new_id=new_id,
                reason=reason,
            )
            is_refused = False
            return made

        self._act(act)
        return not is_refused

    def _act(self, command: DeskCommand) -> None:
        """Carry out a command; what it changes leads to no other position."""
        self._is_acting = True
        self.desk.acting.here(command)
        self._is_acting = False

    def _own_at(self, position: Position) -> str:
        """The curator's own item that is current, if it stands at the position."""
        span, relation = self.desk.current_span(), self.desk.current_relation()
        if span is not None and span.begin < position.end and position.begin < span.end:
            return span.id
        return relation.id if relation is not None else ""

    # -- reasons -----------------------------------------------------------------------------------

    def ask_reason(self) -> None:
        """Offer the reasons, each with a digit."""
        if self.current is None:
            return
        menu = QMenu(self._panel)
        for number, reason in enumerate(SettlementReason, 1):
            entry = menu.addAction(f"&{number}  {reason_word(reason)}")
            entry.triggered.connect(lambda _=False, slug=reason.value: self._give(slug))
        menu.addSeparator()
        none = menu.addAction(tr("&0  no reason"))
        none.triggered.connect(lambda _=False: self._give(""))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._panel.card.mapToGlobal(self._panel.card.rect().bottomLeft()))

    def _give(self, reason: str) -> None:
        """Note a reason: for what is settled at once, else with the settlement."""
        position = self.current
        if position is None:
            return
        if position.is_open:
            self._reason = reason
            self._show_current()
            return
        self._act(lambda state, tagset: give_reason(state, position, reason))

    # -- many at once ------------------------------------------------------------------------------

    def ask_strategy(self) -> None:
        """Show what a rule would settle; only then settle it, as one step."""
        from ui.curation.strategy_dialog import StrategyDialog

        theme = theme_for(self.desk.settings)
        dialog = StrategyDialog(self.words, self._preview, theme, self.desk.window)
        dialog.accepted_strategy.connect(self.follow)
        dialog.open()

    def _preview(self, strategy: Strategy) -> StrategyOutcome:
        session = self.desk.session
        assert session is not None
        return apply_strategy(
            session.state, session.tagset, self.work.alignment, strategy, new_id=new_id
        )

    def follow(self, strategy: Strategy) -> None:
        """Settle what a rule decides, as one step."""
        before = self.still_open
        self._act(lambda state, tagset: self._preview(strategy).transaction)
        settled = left_to_right(before - self.still_open)
        self.desk.say(tr("Settled in one step: {count}.", count=settled))
        self.go_to(self._first_open())

    # -- showing -----------------------------------------------------------------------------------

    def acted(self) -> None:
        """The state has changed, by settling, editing or undoing.

        Whoever walks the positions is led to the one that has changed; whoever has left them to
        edit is not.
        """
        session = self.desk.session
        if session is None:
            return
        before = self.positions
        self.positions = self.work.alignment.in_state(session.state)
        self._panel.show_positions(self.positions)
        self._effect_due.start()
        changed = [
            new
            for old, new in zip(before, self.positions, strict=True)
            if old.settlement != new.settlement
        ]
        if self.current is not None:
            self.current = self.positions[self._numbers[self.current.id]]
        if changed and not self._is_acting and self.current is not None:
            self.go_to(changed[0])
        else:
            self._show_current()

    def _show_current(self) -> None:
        """The current position in the panel and in the annotators' articles."""
        position = self.current
        self._panel.set_current(position, is_editing=self.is_editing, reason=self._reason)
        self.desk.details.setVisible(position is None or self.is_editing)
        taken = taken_from(position) if position is not None else ()
        says = [
            self.words.says(position, who) if position is not None else ""
            for who in self.words.annotators
        ]
        self._sources.lift(position, taken, says)

    def _lift_own(self, position: Position) -> None:
        """Make what came of a position current in the curator's article."""
        view, settlement, session = self.desk.view, position.settlement, self.desk.session
        if settlement is None or session is None or settlement.choice is SettlementChoice.NEITHER:
            view.clear_current()
            return
        first = settlement.items[0]
        kind = ItemKind.SPAN if session.state.span(first) is not None else ItemKind.RELATION
        if position.kind is PositionKind.CLUSTER and kind is ItemKind.RELATION:
            relation = session.state.relation(first)
            first, kind = (relation.head, ItemKind.SPAN) if relation else (first, kind)
        self.desk.make_current(kind, first)

    def _show_effect(self) -> None:
        session = self.desk.session
        if session is not None:
            effect = effect_of(self.work.records, session.state, session.tagset)
            self._panel.show_effect(effect_words(effect))
