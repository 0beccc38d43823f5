"""Tags as agreement names them: in words, with their colour; nothing is named too."""

from annotation.agreement.figures import NOTHING
from annotation.tagsets.tagset import Tagset
from ui.look.language import in_language, tr
from ui.panels.item_words import NO_COLOUR


class TagNames:
    """The names and colours of a tagset's tags; a tag that it lacks is shown by its slug."""

    def __init__(self, tagset: Tagset) -> None:
        self._tagset = tagset

    def name(self, tag: str) -> str:
        """What a tag is called."""
        if tag == NOTHING:
            return tr("nothing")
        known = self._tagset.spans.get(tag) or self._tagset.relations.get(tag)
        return in_language(known.name) if known else tag

    def colour(self, tag: str) -> str:
        """Its colour; empty for nothing and for relations, which have none."""
        if tag == NOTHING or tag in self._tagset.relations:
            return ""
        known = self._tagset.spans.get(tag)
        return known.colour if known else NO_COLOUR
