"""Words for curation: how a position stands, what each annotator says there, how it was settled."""

from collections.abc import Hashable, Sequence

from annotation.curation.effect import Effect
from annotation.curation.position import (
    Content,
    Difference,
    Position,
    PositionKind,
    PositionStanding,
    SettlementReason,
    Version,
)
from annotation.tagsets.tagset import Tagset
from annotation.values.items import DocumentLabel, Relation, SettlementChoice, Span
from annotation.values.record import Record
from annotation.values.state import State
from ui.look.language import in_language, isolated, left_to_right, tr
from ui.panels.item_words import ItemWords


def kind_word(kind: PositionKind) -> str:
    """What is compared."""
    match kind:
        case PositionKind.SPAN:
            return tr("Span")
        case PositionKind.RELATION:
            return tr("Relation")
        case PositionKind.CLUSTER:
            return tr("Cluster")
        case PositionKind.LABEL:
            return tr("Label of the document")


def standing_word(standing: PositionStanding) -> str:
    """How the sets stand to each other."""
    match standing:
        case PositionStanding.AGREED:
            return tr("agreed")
        case PositionStanding.DIFFERING:
            return tr("differing")
        case PositionStanding.INCOMPLETE:
            return tr("incomplete")


def difference_word(difference: Difference) -> str:
    """In what versions differ."""
    match difference:
        case Difference.TAG:
            return tr("tag")
        case Difference.BOUNDS:
            return tr("bounds")
        case Difference.ATTRIBUTES:
            return tr("attributes")
        case Difference.DIRECTION:
            return tr("direction")
        case Difference.MEMBERS:
            return tr("mentions")


def choice_word(choice: SettlementChoice) -> str:
    """How a position was settled."""
    match choice:
        case SettlementChoice.TAKEN:
            return tr("taken")
        case SettlementChoice.BOTH:
            return tr("both taken")
        case SettlementChoice.NEITHER:
            return tr("left out")
        case SettlementChoice.EDITED:
            return tr("edited")


def reason_word(reason: str) -> str:
    """Why a position was settled as it was; empty for none."""
    words = {
        SettlementReason.GUIDELINE: tr("the guideline is unclear"),
        SettlementReason.SLIP: tr("a slip"),
        SettlementReason.BOUNDARY: tr("where the span ends"),
        SettlementReason.TAG: tr("which tag it is"),
        SettlementReason.KNOWLEDGE: tr("knowledge of the matter"),
        SettlementReason.OTHER: tr("another reason"),
    }
    return words[SettlementReason(reason)] if reason else ""


def stands(position: Position) -> str:
    """How the sets stand to each other, and in what they differ."""
    words = [standing_word(position.standing)]
    words += [difference_word(d) for d in Difference if d in position.differences]
    return tr(", ").join(dict.fromkeys(words))


class PositionWords:
    """Reads positions of one document: each annotator's items with their own spans."""

    def __init__(self, records: Sequence[Record], tagset: Tagset) -> None:
        self.tagset = tagset
        self.annotators = tuple(record.annotator for record in records)
        self._words = {
            record.annotator: ItemWords(
                record.document, tagset, State(record.document, (*record.spans, *record.relations))
            )
            for record in records
        }

    def number(self, annotator: str) -> int:
        """The digit that takes this annotator's version."""
        return self.annotators.index(annotator) + 1

    def words(self, position: Position) -> str:
        """The words at a position, as the first version has them."""
        return self.item_words(position.versions[0])

    def item_words(self, version: Version) -> str:
        """The words of a version."""
        item = version.items[0]
        if isinstance(item, DocumentLabel):
            return isolated(self.tag_name(item))
        return self._words[version.annotator].line(item)

    def tag_name(self, item: Content) -> str:
        """The name of an item's tag."""
        match item:
            case Span():
                names = {slug: tag.name for slug, tag in self.tagset.spans.items()}
            case Relation():
                names = {slug: tag.name for slug, tag in self.tagset.relations.items()}
            case DocumentLabel():
                names = dict(self.tagset.labels)
        return in_language(names[item.tag]) if item.tag in names else item.tag

    def says(self, position: Position, annotator: str) -> str:
        """What one annotator says at a position: tag, and words where the bounds differ."""
        version = position.version_of(annotator)
        if version is None:
            return tr("nothing")
        parts = [isolated(self.tag_name(version.items[0]))]
        differs = position.differences
        if position.kind is PositionKind.CLUSTER:
            parts.append(tr("{count} links", count=left_to_right(len(version.items))))
        elif {Difference.BOUNDS, Difference.DIRECTION} & differs:
            parts.append(f"«{self.item_words(version)}»")
        if Difference.ATTRIBUTES in differs:
            parts.append(self._attributes(version.items[0]))
        return " · ".join(parts)

    def in_short(self, position: Position) -> str:
        """What all say, those who say the same together: 1,3 Person · 2 –."""
        groups: dict[Hashable, list[str]] = {}
        said: dict[Hashable, str] = {}
        for name in self.annotators:
            version = position.version_of(name)
            key = version.says if version else None
            groups.setdefault(key, []).append(str(self.number(name)))
            said[key] = self._briefly(position, version)
        return "  ".join(
            f"{left_to_right(','.join(numbers))} {said[key]}" for key, numbers in groups.items()
        )

    def _briefly(self, position: Position, version: Version | None) -> str:
        """The tag of a version, or where only the bounds differ its words."""
        if version is None:
            return "–"
        if position.differences == {Difference.BOUNDS}:
            return self.item_words(version)
        return isolated(self.tag_name(version.items[0]))

    def _attributes(self, item: Content) -> str:
        found = []
        for name, value in item.attributes:
            attribute = self.tagset.attributes.get(name)
            shown = in_language(attribute.name) if attribute else name
            found.append(shown if value is True else f"{shown}: {value}")
        return isolated(tr(", ").join(found)) if found else tr("no attributes")


def effect_words(effect: Effect) -> str:
    """Agreement of spans between the sets, and of each with the result."""
    before = tr(
        "Agreement of spans between the sets: {figure}", figure=_figure(effect.before.spans)
    )
    after = [
        f"{isolated(name)} {_figure(likeness.spans)}" for name, likeness in effect.after.items()
    ]
    return f"{before}\n" + tr("With the result: {figures}", figures=tr(", ").join(after))


def _figure(value: float | None) -> str:
    return tr("not enough data") if value is None else left_to_right(f"{value:.2f}")
