from collections.abc import Callable

Relations = Callable[[str], list[tuple[str, str, str]]]


def test_nesting_gives_positions_and_parts(relations_of: Relations) -> None:
    found = relations_of("حضر وزير خارجية ليبيا سالم التومي وحكومة تونس")
    assert ("PART_OF", "حكومة تونس", "تونس") in found


def test_a_person_holds_the_post_before_the_name(relations_of: Relations) -> None:
    found = relations_of("قال رئيس وزراء كازاخستان أولجاس بكتينوف إن العمل بدأ")
    assert ("HOLDS_POSITION", "أولجاس بكتينوف", "رئيس وزراء كازاخستان") in found
    assert ("POSITION_IN", "رئيس وزراء كازاخستان", "كازاخستان") in found


def test_a_person_holds_the_post_after_a_comma(relations_of: Relations) -> None:
    found = relations_of("حضر أولجاس بكتينوف، رئيس وزراء كازاخستان، صباحا")
    assert ("HOLDS_POSITION", "أولجاس بكتينوف", "رئيس وزراء كازاخستان") in found


def test_a_nationality_belongs_to_the_person_after_it(relations_of: Relations) -> None:
    found = relations_of("التقى وزير الخارجية الأوزبكي بختيار سعيدوف بالوفد")
    assert ("NATIONALITY", "بختيار سعيدوف", "الأوزبكي") in found


def test_a_meeting(relations_of: Relations) -> None:
    text = "عقد الرئيس شوكت ميرضيائيف اجتماعا مع وزير الدفاع خالد منصور"
    assert ("MET_WITH", "شوكت ميرضيائيف", "خالد منصور") in relations_of(text)


def test_relations_between_states(relations_of: Relations) -> None:
    found = relations_of("توسيع التعاون بين الأردن وطاجيكستان")
    assert ("RELATIONS_WITH", "الأردن", "طاجيكستان") in found
    found = relations_of("وقعت مصر اتفاقية مع الهند")
    assert ("RELATIONS_WITH", "مصر", "الهند") in found


def test_belonging_and_location(relations_of: Relations) -> None:
    found = relations_of("مجلس الأمن التابع للأمم المتحدة")
    assert found == [("PART_OF", "مجلس الأمن", "لأمم المتحدة")]
    assert ("LOCATED_IN", "أوش", "قرغيزستان") in relations_of("زلزال ضرب أوش (قرغيزستان)")


def test_participants_are_coordinated(relations_of: Relations) -> None:
    text = "تعقد القمة الثلاثية القمة العربية بمشاركة دول الأردن ومصر والعراق في مدينة عمّان"
    found = relations_of(text)
    participants = {head for tag, head, _ in found if tag == "PARTICIPATES_IN"}
    assert {"الأردن", "مصر", "العراق"} <= participants


def test_visits_residence_and_alias(relations_of: Relations) -> None:
    assert ("VISITED", "محمود عباس", "موسكو") in relations_of("زار محمود عباس موسكو أمس")
    assert ("RESIDENT", "نجيب محفوظ", "القاهرة") in relations_of("نجيب محفوظ المولود في القاهرة")
    found = relations_of("منظمة الأغذية والزراعة (الفاو) تحذر")
    assert ("SAME_AS", "منظمة الأغذية والزراعة", "الفاو") in found


def test_nothing_joins_mentions_of_two_sentences(relations_of: Relations) -> None:
    assert relations_of("زار محمود عباس المعرض. موسكو مدينة كبيرة.") == []
