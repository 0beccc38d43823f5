from collections.abc import Callable

import pytest

Spans = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("وصل الوفد في 12 أبريل 2024 ليلا", "12 أبريل 2024"),
        ("وصل الوفد في ٣ نيسان/أبريل ٢٠٢٣ ليلا", "٣ نيسان/أبريل ٢٠٢٣"),
        ("بدأت في 25 يناير (كانون الثاني) 2011 ليلا", "25 يناير (كانون الثاني) 2011"),
        ("كان ذلك منذ عام ٢٠١٩ فقط", "عام ٢٠١٩"),
        ("كان ذلك سنة 1445 هـ فقط", "سنة 1445 هـ"),
        ("تبدأ الدورة يوم الأربعاء المقبل", "يوم الأربعاء المقبل"),
        ("تأسست في 04/03/1995 رسميا", "04/03/1995"),
        ("شهد القرن العشرين حربين", "القرن العشرين"),
        ("انتهى العمل أمس الأول", "أمس الأول"),
        ("وبمارس الماضي بدأ البناء", "مارس الماضي"),
    ],
)
def test_dates(spans_of: Spans, text: str, date: str) -> None:
    assert ("DATE", date) in spans_of(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("بلغت الكلفة 3.5 مليار دولار أمريكي", ("MONEY", "3.5 مليار دولار أمريكي")),
        ("بقيمة ٢٠ كرونة سويدية", ("MONEY", "٢٠ كرونة سويدية")),
        ("دفعت $ 500 فقط", ("MONEY", "$ 500")),
        ("ارتفع الإنتاج ٧٫٥٪ هذا الربع", ("NUM", "٧٫٥٪")),
        ("ارتفع بنسبة 12 في المئة", ("NUM", "12 في المئة")),
        ("طوله 40 كيلومترا", ("NUM", "40 كيلومترا")),
        ("حضر عشرة آلاف شخص", ("NUM", "عشرة آلاف")),
    ],
)
def test_numbers_and_money(spans_of: Spans, text: str, span: tuple[str, str]) -> None:
    assert span in spans_of(text)


def test_a_post_its_organisation_the_nationality_and_the_person(spans_of: Spans) -> None:
    found = spans_of("صرح وزير الخارجية الأوزبكي بختيار سعيدوف للصحفيين")
    assert ("OCC", "وزير الخارجية") in found
    assert ("NORP", "الأوزبكي") in found
    assert ("PER", "بختيار سعيدوف") in found


def test_two_posts_of_one_person(spans_of: Spans) -> None:
    found = spans_of("حضر رئيس مجلس النواب ونائب رئيس الحزب سليم شاكر")
    assert ("OCC", "رئيس مجلس النواب") in found
    assert ("ORG", "مجلس النواب") in found
    assert ("PER", "سليم شاكر") in found


def test_a_state_is_nested_in_a_post_and_in_an_organisation(spans_of: Spans) -> None:
    found = spans_of("أعلنت حكومة كازاخستان أن سفير تونس محمود الهاني عاد")
    assert [s for s in found if s[1].endswith("كازاخستان")] == [
        ("ORG", "حكومة كازاخستان"),
        ("GPE", "كازاخستان"),
    ]
    assert {("OCC", "سفير تونس"), ("GPE", "تونس"), ("PER", "محمود الهاني")} <= set(found)


def test_harakat_tatweel_and_clitics_do_not_hide_a_name(spans_of: Spans) -> None:
    assert ("GPE", "القَاهِرَةِ") in spans_of("عاد الوفد إلى القَاهِرَةِ")
    assert ("GPE", "بيـــروت") in spans_of("عاد من بيـــروت ليلا")
    assert ("GPE", "لأردن") in spans_of("قدم شكرا وللأردن كل التقدير")
    assert ("GPE", "أوزبكستان") in spans_of("بين طاجيكستان وأوزبكستان حدود")


def test_a_republic_by_its_adjective(spans_of: Spans) -> None:
    assert ("GPE", "الجمهورية القيرغيزية") in spans_of("تقع في الجمهورية القيرغيزية جبال")
    assert ("GPE", "جمهورية طاجيكستان") in spans_of("عاصمة جمهورية طاجيكستان دوشنبه")


def test_a_town_after_the_word_for_one(spans_of: Spans) -> None:
    assert ("GPE", "كرزمانغ") in spans_of("انتقل إلى مدينة كرزمانغ قبل سنوات")


def test_a_town_is_not_seen_inside_an_ordinary_word(spans_of: Spans) -> None:
    assert spans_of("هناك إمكانات كبيرة في إطار التعاون") == []


def test_organisations(spans_of: Spans) -> None:
    found = spans_of("ذكر المكتب الإعلامي لمجلس الوزراء أن جامعة دمشق شاركت")
    assert ("ORG", "المكتب الإعلامي لمجلس الوزراء") in found
    assert ("ORG", "مجلس الوزراء") in found
    assert ("ORG", "جامعة دمشق") in found


def test_a_king_in_the_name_of_an_organisation_or_a_building(spans_of: Spans) -> None:
    found = spans_of("تأسست جامعة الملك سعود قرب مطار الملك خالد الدولي")
    assert ("ORG", "جامعة الملك سعود") in found
    assert ("FAC", "مطار الملك خالد الدولي") in found


def test_an_organisation_with_lam_belongs_to_a_post(spans_of: Spans) -> None:
    found = spans_of("قال مساعد رئيس الهيئة العامة للطيران المدني وائل السرحان")
    assert ("OCC", "مساعد رئيس الهيئة العامة للطيران المدني") in found
    assert ("ORG", "الهيئة العامة للطيران المدني") in found
    assert ("PER", "وائل السرحان") in found


def test_products_laws_facilities_and_events(spans_of: Spans) -> None:
    text = "نوقش مشروع «درب السلام» واتفاقية جنيف ومطار دبي الدولي في قمة الرياض و BTK-200 😀"
    found = spans_of(text)
    assert ("PROD", "درب السلام") in found
    assert ("LAW", "اتفاقية جنيف") in found
    assert ("FAC", "مطار دبي الدولي") in found
    assert ("EVENT", "قمة الرياض") in found
    assert ("PROD", "BTK-200") in found


def test_a_family_name_is_found_again_alone(spans_of: Spans) -> None:
    text = "قال الوزير رستم قادربايف إن العمل بدأ. ثم غادر قادربايف القاعة."
    assert spans_of(text).count(("PER", "قادربايف")) == 1
    assert ("PER", "رستم قادربايف") in spans_of(text)


def test_ali_is_a_name_and_the_preposition_is_not(spans_of: Spans) -> None:
    assert ("PER", "حسن علي") in spans_of("قال المدير حسن علي أمس")
    assert ("PER", "حسن") in spans_of("قال المدير حسن على الهواء")


def test_a_family_name_that_is_also_a_post_needs_a_given_name(spans_of: Spans) -> None:
    assert ("PER", "إبراهيم رئيسي") in spans_of("غادر إبراهيم رئيسي القاعة")
    assert spans_of("المباحثات بين رئيسي الحكومتين") == []


def test_plural_nationalities_are_groups(spans_of: Spans) -> None:
    found = spans_of("عاد السودانيون والعرب من السفر")
    assert found == [("NORP", "السودانيون"), ("NORP", "العرب")]


def test_a_text_without_words_gives_nothing(spans_of: Spans) -> None:
    assert spans_of("") == []
    assert spans_of(" \n ،؟ «» 😀") == []
