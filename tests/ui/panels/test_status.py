import pytest
from PySide6.QtGui import QPalette
from pytestqt.qtbot import QtBot

from annotation.values.items import Stage
from ui.look.language import tr
from ui.look.theme import DARK, LIGHT
from ui.look.words import stage_word
from ui.panels.status import StatusStrip

REFUSAL = "This would cross “البنك الدولي” (ORG); a span may lie within another."


@pytest.fixture
def strip(qtbot: QtBot, language: str) -> StatusStrip:
    made = StatusStrip()
    qtbot.addWidget(made)
    made.resize(900, 28)
    made.show()
    return made


def ink(strip: StatusStrip) -> str:
    colour = strip.message.palette().color(QPalette.ColorRole.WindowText)
    return colour.name().upper()


def test_what_is_not_saved_is_counted(strip: StatusStrip) -> None:
    assert strip.saved.text() == tr("Saved")
    strip.set_saved(3)
    assert strip.saved.text() == tr("{count} not saved yet", count=3)
    colour = strip.saved.palette().color(QPalette.ColorRole.WindowText)
    assert colour.name().upper() == LIGHT.unsaved
    strip.set_saved(0)
    assert strip.saved_mark.accessibleName() == tr("Saved")


def test_a_message_stands_out_and_then_fades(strip: StatusStrip, qtbot: QtBot) -> None:
    strip.say("قُبلت الاقتراحات (4) في خطوة واحدة.")
    assert ink(strip) == LIGHT.text
    strip._timer.setInterval(1)
    qtbot.waitUntil(lambda: not strip.is_prominent())
    assert ink(strip) == LIGHT.faint
    assert strip.message.sentence


def test_a_refusal_has_its_colour_and_its_mark(strip: StatusStrip) -> None:
    strip.say(REFUSAL, is_refusal=True)
    assert ink(strip) == LIGHT.refused
    assert strip.refusal_mark.isVisible()
    strip.say("تم")
    assert not strip.refusal_mark.isVisible()


def test_the_next_act_clears_the_message(strip: StatusStrip) -> None:
    strip.say(REFUSAL, is_refusal=True)
    strip.quiet()
    assert strip.message.sentence == strip.message.toolTip() == ""
    assert not strip.is_prominent()
    assert not strip.refusal_mark.isVisible()


def test_counts_give_way_to_a_long_message_until_it_fades(strip: StatusStrip) -> None:
    strip.set_progress(12, 340, 58)
    strip.resize(600, 28)
    strip.say(REFUSAL, is_refusal=True)
    assert not strip.progress.isVisible()
    strip.quiet()
    assert strip.progress.isVisible()
    strip.say("تم")
    assert strip.progress.isVisible()


def test_the_strip_tells_counts_stage_and_annotator(strip: StatusStrip) -> None:
    strip.set_progress(12, 1340, 58)
    strip.set_stage(Stage.SET_ASIDE)
    strip.set_annotator("سلمى")
    assert tr("Spans {count}", count="1,340") in strip.progress.text()
    assert strip.stage.text() == strip.stage_mark.accessibleName() == stage_word(Stage.SET_ASIDE)
    assert "سلمى" in strip.annotator.text()
    strip.clear()
    assert strip.progress.text() == strip.stage.text() == ""
    assert not strip.stage_mark.isVisible()


def test_every_stage_is_drawn_in_its_own_shape(strip: StatusStrip) -> None:
    strip.set_theme(DARK)
    pictures = []
    for stage in Stage:
        strip.set_stage(stage)
        grey = (
            strip.stage_mark.grab()
            .toImage()
            .convertToFormat(strip.stage_mark.grab().toImage().Format.Format_Mono)
        )
        pictures.append(bytes(grey.constBits()))
    assert len(set(pictures)) == len(Stage)
