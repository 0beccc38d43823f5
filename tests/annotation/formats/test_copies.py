"""Agency copies of an article are found, and a split keeps them on one side."""

import random

from annotation.formats.copies import copies
from annotation.formats.splitting import read_split
from annotation.values.items import Document

WORDS = [f"{a}{b}{c}" for a in "بتجدرسعفقكلمن" for b in "اوي" for c in "بترسعلمن"]


def article(seed: int, words: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choices(WORDS, k=words))


def test_a_copy_with_other_ends_and_harakat_is_found() -> None:
    texts = {f"{n:03}": article(n) for n in range(60)}
    first = texts["007"]
    texts["100"] = "بيشكيك، وكالة الأنباء - " + first + " انتهى النشر."
    texts["101"] = first.replace("ب", "بَ")
    assert copies(texts.items()) == dict.fromkeys(("007", "100", "101"), "007")


def test_different_articles_are_no_copies() -> None:
    assert copies((str(n), article(n)) for n in range(300)) == {}


def test_short_and_empty_texts_are_compared_as_well() -> None:
    assert copies([("b", "نعم"), ("a", "نعم"), ("c", "لا"), ("d", "...")]) == {"a": "a", "b": "a"}


def test_copies_fall_into_one_part() -> None:
    documents = []
    for n in range(40):
        text = article(n)
        copied = [text, "عاجل: " + text, text + " يتبع"]
        documents.append([Document.of(f"{n}-{i}", "خبر", words) for i, words in enumerate(copied)])
    pairs = [(d.sha256, d.text) for group in documents for d in group]
    split = read_split("train=50,test=50").keeping_together(copies(pairs))
    parts = [{split.part_of(document) for document in group} for group in documents]
    assert all(len(part) == 1 for part in parts)
    assert {part for group in parts for part in group} == {"train", "test"}
