"""Sentences quote what a file holds, but never all of what it has too much of."""

from pathlib import Path

from annotation.errors import KnownError, Refusal


def test_a_sentence_quotes_a_long_value_in_short() -> None:
    refusal = KnownError("There is no tag “{tag}” in {file}.", tag="وسم " * 5000, file="أ.jsonl")
    assert 500 < len(str(refusal)) < 600
    assert str(refusal).endswith("…” in أ.jsonl.")
    outer = KnownError("“{file}”: {reason}", file="ب", reason=refusal)
    assert str(outer) == f"“ب”: {refusal}"


def test_names_of_files_and_reasons_are_quoted_whole() -> None:
    path = Path("مجلد", *("طويل " * 30 for _ in range(10)))
    reason = Refusal("{a}", a="سبب " * 100)
    assert str(Refusal("{file}: {reason}", file=path, reason=reason)) == f"{path}: {reason}"
