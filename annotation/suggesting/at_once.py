"""The same words again, suggested in the frame in which one place was marked."""

from annotation.commands.occurrences import occurrences
from annotation.commands.rules import share_text
from annotation.suggesting.candidate import DOCUMENT_SOURCE
from annotation.suggesting.reasons import reason_of
from annotation.values.items import Span, SuggestedSpan, Suggestions, suggestion_id
from annotation.values.state import State

LONGEST = 20_000  # code points of a text that is looked through at once: 5 ms
SCORE = 0.75  # what the memory thinks of words that were marked once: see memory.py


def same_words(state: State, span: Span, known: Suggestions) -> tuple[SuggestedSpan, ...]:
    """A suggestion for each other place of a span's words that nothing is marked or suggested in.

    The suggester comes to the same a moment later, with a score that it has weighed.
    """
    if len(state.document.text) > LONGEST:
        return ()
    found = []
    for place in occurrences(state, span):
        fragments = ((place.begin, place.end),)
        id = suggestion_id(state.document.sha256, "span", span.tag, fragments)
        is_known = any(share_text(fragments, other.fragments) for other in known.spans)
        if not place.tag and not is_known and state.decision(id) is None:
            reason = reason_of(DOCUMENT_SOURCE)
            found.append(
                SuggestedSpan(id, span.tag, fragments, SCORE, DOCUMENT_SOURCE, reason, span.layer)
            )
    return tuple(found)
