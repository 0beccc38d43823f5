"""One maker of file names for documents, annotators' parts, pictures and splits of an export."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotation.formats.file_names import UniqueNames, safe_name
from tests.house.inventory import name_of, product_code

DEVICES = ("con", "PRN", "aux.txt", "Nul.tar.gz", "com1", "LPT9.x", "com²", "con .txt", "CONIN$")
LETTERS = st.one_of(
    st.sampled_from('<>:"/\\|?*. ~$\n\t\x00\x7f\u202e\u2066\u200b\u2028\ufeff\ud800é😀ـًلا'),
    st.characters(),
)
NAMES = st.one_of(
    st.text(LETTERS, max_size=300),
    st.sampled_from(DEVICES),
    st.builds("{}{}".format, st.sampled_from(DEVICES), st.text(st.sampled_from(". x"))),
)


@given(NAMES)
@example("con" + " " * 200 + "x")
@example("~ .مقال")
@example("ـ" * 200)
@example("أ\u202eب\u2066ج")
def test_a_name_is_safe_on_every_system_and_stays_what_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode("utf-8")) <= 180
    assert PurePosixPath(safe).parts == PureWindowsPath(safe).parts == (safe,)
    assert not safe.startswith((".", " ", "~"))
    assert not safe.endswith((".", " "))
    assert not {unicodedata.category(letter) for letter in safe} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set('<>:"/\\|?*') & set(safe)
    bidi = {"\u061c", *map(chr, (*range(0x200E, 0x2010), *range(0x202A, 0x202F)))}
    assert not (bidi | set(map(chr, range(0x2066, 0x206A)))) & set(safe)
    device = safe.partition(".")[0].rstrip().casefold()
    assert device not in {"con", "prn", "aux", "nul", "com1", "lpt9", "com²", "conin$"}
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("مقال في الاقتصاد ٢٠٢٥", "مقال في الاقتصاد ٢٠٢٥"),
        ("مي\u200cخواهم", "مي\u200cخواهم"),
        ("con", "_con"),
        ("aux.txt", "_aux.txt"),
        ("\u202eتقرير", "_تقرير"),
        ("أ/ب:ج", "أ_ب_ج"),
        ("اجتماع: 12/05؟ ", "اجتماع_ 12_05؟"),
        ("خبر. . ", "خبر"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_what_is_safe_stays_and_what_is_not_is_replaced(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.lists(NAMES, max_size=6))
def test_no_two_documents_get_one_name_in_any_case(names: list[str]) -> None:
    unique = UniqueNames()
    given_names = [unique.name_for(name).casefold() for name in names]
    assert len(set(given_names)) == len(names)


def test_nobody_else_makes_file_names() -> None:
    """Whoever lists what a file name may not hold makes names that the others do not."""
    makers = [name_of(p) for p in product_code() if '<>:"/' in p.read_text("utf-8")]
    makers += [name_of(p) for p in product_code() if ':*?"<>|' in p.read_text("utf-8")]
    assert makers == ["annotation/formats/file_names.py"]
