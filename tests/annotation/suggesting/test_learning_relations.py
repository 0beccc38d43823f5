import json
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.suggesting.suggester import Suggester
from annotation.suggesting.tiers import CONFIDENT
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span, Stage, SuggestedRelation
from annotation.values.record import Record
from annotation.values.state import State

GAZETTEERS = Path(__file__).parents[3] / "resources" / "gazetteers"
OWNERS = (
    ("شركةُ نخيل", "مصنع السكر"),
    ("مجموعة ATLAS", "ميناء الصفا"),
    ("بنك الوادي", "برج الياسمين 🏢"),
    ("مؤسسة أفق", "فندق النورس"),
    ("شركة لآلئ", "ملعب ٥ مايو"),
)
WORDS = "اشترت {} أمس بالكامل {} بعد مزاد علني"


def article(owner: str, owned: str, *, words: str = WORDS, stage: Stage = Stage.FINISHED) -> Record:
    """One sentence in which something is bought, with the spans and one relation."""
    text = words.format(owner, owned) + ". وفي خبر آخر هطلت الأمطار. وانتهى النبأ."
    places = [(text.index(name), text.index(name) + len(name)) for name in (owner, owned)]
    spans = tuple(
        Span(f"s{number}", "entities", tag, (place,))
        for number, (tag, place) in enumerate(zip(("ORG", "FAC"), places, strict=True))
    )
    relation = Relation("r", "relations", "LOCATED_IN", "s0", "s1")
    return Record(Document.of(text, text, text), "ندى", stage, spans, (relation,))


def bare(record: Record) -> Record:
    return Record(record.document, record.annotator, record.stage, record.spans)


def suggested(suggester: Suggester, record: Record) -> list[SuggestedRelation]:
    found = suggester.suggest(record.document, State(record.document, record.spans)).relations
    ends = {(span.begin, span.end) for span in record.spans}
    return [relation for relation in found if {relation.head, relation.tail} <= ends]


@pytest.fixture
def suggester(tagset: Tagset) -> Suggester:
    return Suggester(GAZETTEERS, tagset)


NEXT = article("شركة سنابل", "سوق الذهب")


def test_a_relation_that_no_pattern_knows_is_learnt_from_finished_articles(
    suggester: Suggester,
) -> None:
    assert suggested(suggester, NEXT) == []
    suggester.learn(article(*names) for names in OWNERS)
    (found,) = suggested(suggester, NEXT)
    assert (found.tag, found.suggester) == ("LOCATED_IN", "relation-learner")
    text = NEXT.document.text
    assert text[slice(*found.head)] == "شركة سنابل"
    assert text[slice(*found.tail)] == "سوق الذهب"


def test_what_is_written_otherwise_is_not_related(suggester: Suggester) -> None:
    plain = "مرّت {} في تقريرها المطوّل على أحوال المدينة كلها، وذكرت {} عرضا"
    for names in OWNERS:
        suggester.learn_one(article(*names))
        suggester.learn_one(bare(article(*names, words=plain)))
    assert suggested(suggester, NEXT)
    assert suggested(suggester, article("شركة سنابل", "سوق الذهب", words=plain)) == []


def test_a_kind_that_is_left_out_fades_and_comes_back(suggester: Suggester) -> None:
    located = "زار الوفد {} في {} صباحا"
    record = article("بنك الوادي", "برج الياسمين", words=located)
    before = suggested(suggester, record)
    assert before
    for owner, owned in OWNERS:
        suggester.learn_one(bare(article(owner, owned, words=located)))
    after = suggested(suggester, record)
    assert not after or after[0].score < before[0].score
    for number in range(6):
        suggester.learn_one(article(f"شركة {number}٠٠", "قصر الضيافة", words=located))
    assert suggested(suggester, record)[0].score >= before[0].score - 0.1


def test_a_pattern_is_confident_only_when_it_was_right_here(suggester: Suggester) -> None:
    def met(number: int, *, drawn: bool) -> Record:
        text = f"قال رئيس شركة نور{number} سالم التومي إن العمل مستمر."
        places = [text.index("رئيس"), text.index("سالم")]
        ends = [places[1] - 1, text.index(" إن")]
        spans = tuple(
            Span(f"s{at}", "entities", tag, ((places[at], ends[at]),))
            for at, tag in enumerate(("OCC", "PER"))
        )
        relation = Relation("r", "relations", "HOLDS_POSITION", "s1", "s0")
        document = Document.of(text, text, text)
        return Record(document, "ندى", Stage.FINISHED, spans, (relation,) if drawn else ())

    def score() -> float:
        (found,) = suggested(suggester, met(0, drawn=True))
        return found.score

    assert score() < CONFIDENT
    suggester.learn(met(number, drawn=True) for number in range(1, 16))
    taught = score()
    assert taught >= CONFIDENT
    suggester.learn_one(met(16, drawn=False))
    assert score() < taught


def test_an_unfinished_article_teaches_only_what_lies_before_its_last_relation(
    suggester: Suggester, tagset: Tagset
) -> None:
    taught = Suggester(GAZETTEERS, tagset)
    for names in OWNERS:
        suggester.learn_one(article(*names, stage=Stage.IN_PROGRESS))
        taught.learn_one(article(*names))
    assert suggested(suggester, NEXT) == []
    assert suggested(taught, NEXT)


def test_unchanged_work_is_not_learnt_twice(suggester: Suggester) -> None:
    record = article(*OWNERS[0])
    suggester.learn_one(record)
    once = suggester.suggest(NEXT.document, State(NEXT.document, NEXT.spans))
    for _ in range(8):
        suggester.learn_one(record)
    assert suggester.suggest(NEXT.document, State(NEXT.document, NEXT.spans)) == once


def test_what_was_learnt_of_relations_is_saved_as_data(
    suggester: Suggester, tagset: Tagset, tmp_path: Path
) -> None:
    suggester.learn(article(*names) for names in OWNERS)
    suggester.save(tmp_path)
    other = Suggester(GAZETTEERS, tagset)
    other.load(tmp_path)
    assert suggested(other, NEXT) == suggested(suggester, NEXT) != []
    more = article("شركة قمم", "محطة الحجاز")
    suggester.learn_one(more)
    other.learn_one(more)
    assert suggested(other, NEXT) == suggested(suggester, NEXT)


@pytest.mark.parametrize(
    "damage",
    [
        {},
        {"learnt": {}, "learner": {}},
        {"learnt": {}, "learner": {"known": [["A"]]}},
        {"learnt": {}, "learner": {"known": [], "weights": {"A": {"b": "c"}}, "squares": {}}},
    ],
)
def test_damaged_relations_are_refused_in_a_sentence(
    suggester: Suggester, tagset: Tagset, tmp_path: Path, damage: object
) -> None:
    suggester.learn(article(*names) for names in OWNERS)
    suggester.save(tmp_path)
    model = json.loads((tmp_path / "model.json").read_text("utf-8"))
    (tmp_path / "model.json").write_text(json.dumps({**model, "relations": damage}), "utf-8")
    with pytest.raises(KnownError, match="has to be learnt again"):
        Suggester(GAZETTEERS, tagset).load(tmp_path)


def test_who_is_named_in_full_is_the_same_as_the_short_name_later(tagset: Tagset) -> None:
    text = "افتتح المعرض الدكتور هِشَام القرني. ثم ألقى القرني كلمة، وصافح القرني الحضور."
    places = [(text.index("هِشَام"), text.index(". ثم"))]
    at = -1
    for _ in range(3):
        at = text.index("القرني", at + 1)
        places.append((at, at + len("القرني")))
    spans = [Span(str(b), "entities", "PER", ((b, e),)) for b, e in (places[0], *places[2:])]
    document = Document.of("n", "n", text)
    found = Suggester(GAZETTEERS, tagset).suggest(document, State(document, spans)).relations
    assert [(r.tag, r.head, r.tail) for r in found] == [("SAME_AS", places[0], places[2])]
