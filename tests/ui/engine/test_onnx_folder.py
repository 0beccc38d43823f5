"""A folder with a token classifier suggests spans: a tiny model that is made here."""

import importlib
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from annotation.errors import KnownError
from annotation.formats.tag_names import slugs_meant
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Suggestions
from ui.engine.onnx_folder import OnnxFolder

TAGSETS = Path(__file__).parents[3] / "resources" / "tagsets"
LABELS = ("O", "B-PERSON", "I-PERSON", "B-GPE", "B-vessel")
WORDS = {
    "[UNK]": "O",
    "[CLS]": "O",
    "[SEP]": "O",
    "سَلْمى": "B-PERSON",
    "حَدّاد": "I-PERSON",
    "الرياض": "B-GPE",
    "٢٠٢٥": "O",
    "السفينة": "B-vessel",
}
TEXT = "😀 زارت سَلْمى حَدّاد مدينة الرياض، وعادت سَلْمى على السفينة سنة ٢٠٢٥ من الرياض."


@pytest.fixture(scope="session")
def news() -> Tagset:
    path = TAGSETS / "arabic-news.toml"
    return read_tagset(path.read_text("utf-8"), path.name)


def make_folder(folder: Path, longest: int = 64) -> Path:
    """A model that knows each word by itself: its scores are a row of a table."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    tokenizers = pytest.importorskip("tokenizers")
    from onnx import TensorProto, helper

    folder.mkdir(parents=True)
    kinds = {str(number): label for number, label in enumerate(LABELS)}
    config = {"id2label": kinds, "max_position_embeddings": longest}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    model = tokenizers.models.WordLevel({w: n for n, w in enumerate(WORDS)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    table = [4.0 if label == of else 0.0 for of in WORDS.values() for label in LABELS]
    shape = (len(WORDS), len(LABELS))
    scores = helper.make_tensor("scores", TensorProto.FLOAT, shape, table)
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "tokens"])
    out = helper.make_tensor_value_info("logits", TensorProto.FLOAT, None)
    nodes = [
        helper.make_node("Gather", ["scores", "input_ids"], ["found"]),
        helper.make_node("Identity", ["attention_mask"], ["seen"]),
        helper.make_node("Identity", ["found"], ["logits"]),
    ]
    graph = helper.make_graph(nodes, "tiny", [ids, mask], [out], [scores])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    made.ir_version = 9
    onnx.save(made, str(folder / "model.onnx"))
    return folder


def found(folder: Path, tagset: Tagset, text: str) -> list[tuple[str, str]]:
    suggestions = suggested(folder, tagset, text)
    return [(s.tag, text[s.begin : s.end]) for s in suggestions.spans]


def suggested(folder: Path, tagset: Tagset, text: str) -> Suggestions:
    with OnnxFolder(folder, tagset) as suggester:
        return suggester.suggest(Document.of("d", "d", text))


def test_offsets_count_code_points_and_tags_are_those_of_the_tagset(
    tmp_path: Path, news: Tagset
) -> None:
    folder = make_folder(tmp_path / "نموذج")
    assert found(folder, news, TEXT) == [
        ("PER", "سَلْمى حَدّاد"),
        ("GPE", "الرياض"),
        ("PER", "سَلْمى"),
        ("GPE", "الرياض"),
    ]
    first = suggested(folder, news, TEXT).spans[0]
    assert first.suggester == "نموذج"
    assert 0.9 < first.score < 1


@pytest.mark.parametrize("longest", [5, 6, 9, 16])
def test_a_long_article_is_read_in_windows_that_overlap(
    tmp_path: Path, news: Tagset, longest: int
) -> None:
    text = " ".join([TEXT] * 9)
    whole = suggested(make_folder(tmp_path / "m", 2000), news, text)
    parts = suggested(make_folder(tmp_path / str(longest) / "m", longest), news, text)
    assert len(whole.spans) == 36
    assert parts == whole


def test_an_empty_finding_is_no_fault(tmp_path: Path, news: Tagset) -> None:
    folder = make_folder(tmp_path / "m")
    assert found(folder, news, "لا شيء هنا 🌧") == []
    assert found(folder, news, " \n") == []


def test_foreign_names_are_read_by_slug_name_and_other_tagsets(news: Tagset) -> None:
    names = ["per", "PERSON", "شخص", "GPE", "Loc", "MISC", "vessel", "O"]
    mapped = slugs_meant(names, news.spans)
    assert mapped == {"per": "PER", "PERSON": "PER", "شخص": "PER", "GPE": "GPE", "Loc": "LOC"}


def test_a_folder_without_a_file_is_refused(tmp_path: Path, news: Tagset) -> None:
    folder = make_folder(tmp_path / "m")
    (folder / "model.onnx").unlink()
    with pytest.raises(KnownError, match=r"has no model\.onnx"):
        OnnxFolder(folder, news)


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path, news: Tagset, file: str) -> None:
    folder = make_folder(tmp_path / "m")
    (folder / file).write_bytes(b"\xff{")
    with pytest.raises(KnownError, match="cannot be used") as refused:
        OnnxFolder(folder, news)
    assert "\n" not in str(refused.value)


def test_a_model_with_other_tags_than_its_config_is_refused(tmp_path: Path, news: Tagset) -> None:
    folder = make_folder(tmp_path / "m")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["id2label"]["5"] = "B-ORG"
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(KnownError, match="cannot be used"):
        suggested(folder, news, TEXT)


def test_tags_that_the_tagset_lacks_are_named(tmp_path: Path, news: Tagset) -> None:
    lacking = replace(news, spans={"EVENT": news.spans["EVENT"]}, relations={})
    with pytest.raises(KnownError, match="GPE, PERSON, vessel"):
        OnnxFolder(make_folder(tmp_path / "m"), lacking)


def test_without_the_packages_it_says_what_to_install(
    tmp_path: Path, news: Tagset, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path / "m")
    real = importlib.import_module

    def absent(name: str) -> ModuleType:
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr("ui.engine.onnx_folder.import_module", absent)
    with pytest.raises(KnownError, match="pip install onnxruntime tokenizers"):
        OnnxFolder(folder, news)
