"""Three articles by key presses cost exactly what the simulated annotator says they cost."""

from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.story import side_by_side, simulated, story, tagset_for

ARTICLES = (
    "قال وزير الخارجية سامح البدري إن مصر والهند اتفقتا على التعاون 😀.\n"
    "وأضاف البدري أنّ شذى مرقاب ستزور الهند في مايو ٢٠٢٥.",
    "وصلت شذى مرقاب إلى الرياض، وقالت مرقاب إنّ مصر ترحّب بالبنك الدولي.",
    "أعلنت جامعة القاهرة أنّ الهند شاركت، وأشاد سامح البدري بشذى مرقاب وبالبنك الدولي CASA-1000.",
)
GOLD = (
    (
        *(("PER", "سامح البدري"), ("GPE", "مصر"), ("GPE", "الهند"), ("PER", "البدري")),
        *(("PER", "شذى مرقاب"), ("GPE", "الهند")),
    ),
    (
        *(("PER", "شذى مرقاب"), ("GPE", "الرياض"), ("PER", "مرقاب"), ("GPE", "مصر")),
        ("ORG", "البنك الدولي"),
    ),
    (
        *(("ORG", "جامعة القاهرة"), ("GPE", "الهند"), ("PER", "سامح البدري")),
        *(("PER", "شذى مرقاب"), ("ORG", "البنك الدولي")),
    ),
)


def places(text: str, wanted: Sequence[tuple[str, str]]) -> set[tuple[int, int, str]]:
    """The words one after the other, as they stand in the text."""
    found, at = set(), 0
    for tag, words in wanted:
        at = text.index(words, at)
        found.add((at, at + len(words), tag))
        at += len(words)
    return found


def test_each_kind_of_act_costs_by_keys_what_is_simulated(tmp_path: Path) -> None:
    rows = [{"text": text} for text in ARTICLES]
    golds = [places(text, wanted) for text, wanted in zip(ARTICLES, GOLD, strict=True)]
    tagset = tagset_for(["GPE", "ORG", "PER"])
    worker = story(rows, golds, tagset, tmp_path)
    table = side_by_side(simulated(rows, golds, tagset), worker.acts)
    assert {kind: by_keys for kind, _, by_keys in table} == {kind: one for kind, one, _ in table}
    assert worker.acts["accepted first"] >= 6
    assert worker.counts["finish"] == len(ARTICLES)
    assert worker.keys == sum(worker.counts.values())
