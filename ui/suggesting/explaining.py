"""Why nothing is suggested for the words under the caret, and showing it all the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from annotation.commands.anchoring import word_without_clitics
from annotation.commands.suggestion_commands import reconsider
from annotation.errors import AnnotationError
from annotation.suggesting.explained import Because, Explained
from annotation.values.items import Fragment, Verdict
from ui.desk.desk import Desk
from ui.desk.session import Session
from ui.dialogs.explanation import ExplainedLine, ExplanationDialog
from ui.look.item_kinds import ItemKind
from ui.look.language import in_language, isolated, left_to_right, tr
from ui.look.words import reason_words
from ui.suggesting.offered import in_reading_order
from ui.suggesting.offering import Offering
from ui.suggesting.words import blind_words


class Explaining:
    """Asks the engine what it knows of a place, and answers in sentences."""

    def __init__(self, desk: Desk, offering: Offering) -> None:
        self.desk = desk
        self._offering = offering

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"why": self.ask}

    def ask(self) -> None:
        """Ask about the selection, else the word under the caret."""
        session, worker = self.desk.session, self._offering.suggester()
        if session is None or worker is None:
            return
        if self.desk.is_blind(session.document, session.annotator):
            self.desk.say(blind_words())
            return
        place = self._place(session)
        if place is None:
            self.desk.refuse(AnnotationError("There is no word at the cursor."))
            return
        state, floor = session.state, self.desk.settings.hidden

        def show(found: tuple[Explained, ...]) -> None:
            if session is self.desk.session and session.state is state:
                self._show(session, place, found)

        worker.explain(state, place, show, floor=floor)

    def _place(self, session: Session) -> Fragment | None:
        view = self.desk.view
        if view.selection is not None:
            return view.selection
        return word_without_clitics(session.document.text, view.caret, session.tagset.anchoring)

    def _show(self, session: Session, place: Fragment, found: tuple[Explained, ...]) -> None:
        words = isolated(session.document.text[slice(*place)])
        if not found:
            self.desk.say(
                tr("No rule, no list and no model proposes anything for “{words}”.", words=words)
            )
            return
        title = tr("What is known of “{words}”", words=words)
        lines = [self._line(session, one) for one in found]
        dialog = ExplanationDialog(title, lines, self.desk.window)
        dialog.chosen.connect(lambda row: self._show_all_the_same(session, found[row]))
        dialog.open()

    # -- words -------------------------------------------------------------------------------------

    def _line(self, session: Session, one: Explained) -> ExplainedLine:
        suggestion = one.suggestion
        tag = session.tagset.spans[suggestion.tag]
        return ExplainedLine(
            session.document.text[suggestion.begin : suggestion.end],
            in_language(tag.name),
            tag.colour,
            _percent(suggestion.score),
            f"{self._why(session, one)} {reason_words(suggestion)}",
            _act(one.because),
        )

    def _why(self, session: Session, one: Explained) -> str:
        """The sentence that says why it is not shown."""
        suggestion = one.suggestion
        floor, score = _percent(self.desk.settings.hidden), _percent(suggestion.score)
        decision = session.state.decision(suggestion.id)
        if decision is not None and decision.verdict is Verdict.REJECTED:
            return tr("You have rejected it.")
        if decision is not None and decision.verdict is Verdict.SKIPPED:
            return tr("You have left it undecided on purpose.")
        tags, text = session.tagset.spans, session.document.text
        words = isolated(text[slice(*one.other)]) if one.other else ""
        other = in_language(tags[one.other_tag].name) if one.other_tag in tags else one.other_tag
        match one.because:
            case Because.SHOWN:
                return tr("It is shown.")
            case Because.OVERLAPPED:
                return tr("Your span “{words}” ({tag}) stands in its way.", words=words, tag=other)
            case Because.RIVAL:
                return tr(
                    "“{words}” as {tag} is likelier ({other}); it would overlap that.",
                    words=words,
                    tag=other,
                    other=_percent(one.other_score),
                )
            case Because.SILENCED:
                return tr(
                    "Its source is silenced: it was right in {right} of {judged} cases here.",
                    right=left_to_right(one.right),
                    judged=left_to_right(one.judged),
                )
            case Because.UNSURE:
                return tr(
                    "Its score of {score} is below your threshold of {floor}.",
                    score=score,
                    floor=floor,
                )

    # -- showing -----------------------------------------------------------------------------------

    def _show_all_the_same(self, session: Session, one: Explained) -> None:
        if session is not self.desk.session:
            return
        suggestion = one.suggestion
        if one.because is Because.OVERLAPPED and self._show_span(session, one):
            return
        known = next((s for s in session.suggestions.spans if s.id == suggestion.id), suggestion)
        if known is suggestion:
            spans = sorted((*session.suggestions.spans, suggestion), key=in_reading_order)
            session.suggest(replace(session.suggestions, spans=tuple(spans)))
        if session.state.decision(suggestion.id) is not None:
            self.desk.acting.here(lambda state, tagset: reconsider(state, suggestion))
        self.desk.make_current(ItemKind.SUGGESTED_SPAN, suggestion.id)
        self.desk.view.setFocus()

    def _show_span(self, session: Session, one: Explained) -> bool:
        """Make the span that is in the way current."""
        for span in session.state.spans:
            if (span.begin, span.end) == one.other:
                self.desk.make_current(ItemKind.SPAN, span.id)
                self.desk.view.setFocus()
                return True
        return False


def _act(because: Because) -> str:
    """What the button does."""
    match because:
        case Because.SHOWN:
            return tr("Go to it")
        case Because.OVERLAPPED:
            return tr("Show what is in its way")
        case _:
            return tr("Show it all the same")


def _percent(score: float) -> str:
    return left_to_right(f"{round(score * 100)}%")
