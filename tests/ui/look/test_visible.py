"""Isolates stay within the name that holds them, and what would act is shown."""

import pytest

from annotation.tagsets.tagset import SpanTag
from ui.look.language import isolated, left_to_right, set_language
from ui.look.visible import held, visible
from ui.look.words import definition_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قال عُمَر: «نعم» 😀", "قال عُمَر: «نعم» 😀"),
        ("\u200fأ\u200e \u200dب\u200c ـ\u0651", "\u200fأ\u200e \u200dب\u200c ـ\u0651"),
        ("\u2067أ\u2066ب\u2069\u2069 \u2068ج\u2069", "\u2067أ\u2066ب\u2069\u2069 \u2068ج\u2069"),
        ("أ\u2069ب", "أ\\u2069ب"),
        ("أ\u2067ب", "أ\\u2067ب"),
        ("\u2069\u2068أ\u2069\u2066", "\\u2069\u2068أ\u2069\\u2066"),
        ("\u202eأ\u202c\n\x1b[0m\x07\x85\u2028", "\\u202eأ\\u202c\\n\\x1b[0m\\x07\\x85\\u2028"),
        ("", ""),
    ],
)
def test_what_would_act_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_name_ends_no_isolate_but_its_own() -> None:
    assert isolated("\u2069أ\u2068") == "\u2068\\u2069أ\\u2068\u2069"
    assert left_to_right("\u2069/مجلد") == "\u2066\\u2069/مجلد\u2069"
    assert isolated(left_to_right("12–18")) == "\u2068\u206612–18\u2069\u2069"
    assert held("سطر\nوسطر\u202e") == "سطر\nوسطر\u202e"


@pytest.mark.parametrize(
    ("definition", "shown"),
    [
        ("A person.", "A person."),
        ("Titles (السيد، الشيخ) stay outside.", "Titles (<السيد، الشيخ>) stay outside."),
        ("Stay outside: و[سلمى]، ل[خالد].", "Stay outside: <و[سلمى]، ل[خالد]>."),
        ("[12 مايو 2025], [أمس], [€40]", "<[12 مايو 2025]>, <[أمس]>, [€40]"),
        ("The [رئيس [مجلس الوزراء]] is one", "The <[رئيس [مجلس الوزراء]]> is one"),
        ('مشروع "[CASA-1000]"، رواية «[بحر]». So', '<مشروع "[CASA-1000]"، رواية «[بحر]»>. So'),
        ("in شارع ", "in <شارع> "),
        ("goes from سارة to عمر", "goes from <سارة> to <عمر>"),
        ("«زار المتحف» is one, 😀 «أمس» two", "<«زار المتحف»> is one, 😀 <«أمس»> two"),
        ("", ""),
    ],
)
def test_arabic_in_an_english_definition_is_kept_together(definition: str, shown: str) -> None:
    tag = SpanTag("A", {}, {"en": definition, "ar": definition}, (), "#112233", "", {})
    marks = str.maketrans("<>", "\u2067\u2069")
    assert definition_words(tag) == shown.translate(marks)
    set_language("ar")
    assert definition_words(tag) == definition
