from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QTextEdit

from ui.dialogs.about import AboutDialog
from ui.dialogs.message import ask, show_message
from ui.dialogs.progress import ProgressDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.sheet import Sheet, sentence
from ui.dialogs.statistics import StatisticsDialog
from ui.look.language import left_to_right
from ui.look.settings import ColourScheme, Settings


def test_a_message_does_not_wait_and_closes_on_escape(window, qtbot):
    message = show_message(window, "تصدير", "كُتب 42 مستندًا.", "سطر\nسطر آخر")
    assert message.isVisible()
    assert "سطر آخر" in message.findChild(QTextEdit).toPlainText()
    with qtbot.waitSignal(message.finished):
        qtbot.keyClick(message, Qt.Key.Key_Escape)


def test_a_sentence_that_begins_with_a_path_keeps_the_direction_of_the_language(window, language):
    path = left_to_right("/home/x/خبر.jsonl")
    message = show_message(window, "تصدير", f"{path} موجود من قبل.")
    shown = [QLabel.text(label) for label in message.findChildren(QLabel) if path in label.text()]
    assert shown[0][0] == ("\u200f" if language == "ar" else "\u200e")


def test_a_dialog_grows_with_a_sentence_that_comes_while_it_is_open(window, qtbot):
    dialog = Sheet("توزيع", window)
    outcome = sentence("", dialog)
    dialog.body.addWidget(outcome)
    dialog.resize(300, 60)
    dialog.open()
    outcome.setText("يحصل كل موسِّم على مستندات بقدر ما يُطلب له. " * 12)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    assert outcome.height() >= outcome.heightForWidth(outcome.width())


def test_enter_answers_yes_and_escape_no(window, qtbot):
    for key, answer in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)):
        question = ask(window, "استبدال", "هل تريد؟", "نعم", "لا")
        with qtbot.waitSignal(question.answered) as signal:
            qtbot.keyClick(question, key)
        assert signal.args == [answer]


def test_progress_appears_only_when_a_job_takes_long(window, qtbot):
    ProgressDialog("استيراد", window).show_nothing()
    slow = ProgressDialog("استيراد", window)
    assert not slow.isVisible()
    qtbot.waitUntil(slow.isVisible)
    assert [d for d in window.findChildren(ProgressDialog) if d.isVisible()] == [slow]
    slow.show_working(1234, 5000)
    assert slow.findChild(QProgressBar).value() == 1234
    slow.show_nothing()
    assert not slow.isVisible()


def test_a_job_without_a_known_end_shows_that_it_goes_on(window):
    progress = ProgressDialog("استيراد", window)
    progress.show_working(7, None)
    assert progress.findChild(QProgressBar).maximum() == 0
    progress.show_nothing()


def test_escape_cancels_once_and_waits_for_the_job_to_stop(window, qtbot):
    progress = ProgressDialog("استيراد", window)
    progress.open()
    with qtbot.waitSignal(progress.cancelled):
        qtbot.keyClick(progress, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(progress.cancelled):
        qtbot.keyClick(progress, Qt.Key.Key_Escape)
    assert progress.isVisible()
    progress.show_nothing()


def test_about_names_the_version_and_the_licence(window):
    about = AboutDialog("1.2.3", window)
    about.open()
    text = " ".join(label.text() for label in about.findChildren(QLabel))
    assert "1.2.3" in text
    assert "GPL-3.0-or-later" in text
    assert "PySide6" in text


def test_settings_are_told_when_they_change(window, qtbot):
    before = Settings(annotator="ليلى", zoom=1.234, recent_projects=("خبر",))
    dialog = SettingsDialog(before, window)
    dialog.open()
    dialog.annotator.setText("عُمَر")
    dialog.appearance.setCurrentIndex(2)
    with qtbot.waitSignal(dialog.changed) as signal:
        qtbot.keyClick(dialog.annotator, Qt.Key.Key_Return)
    expected = Settings(
        annotator="عُمَر", appearance=ColourScheme.DARK, zoom=1.234, recent_projects=("خبر",)
    )
    assert signal.args == [expected]


def test_settings_that_stay_the_same_are_not_told(window, qtbot):
    dialog = SettingsDialog(Settings(language="ar"), window)
    dialog.open()
    with qtbot.assertNotEmitted(dialog.changed), qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.annotator, Qt.Key.Key_Return)


def test_the_reading_size_is_set_in_percent(window, qtbot):
    dialog = SettingsDialog(Settings(language="en"), window)
    dialog.open()
    qtbot.keyClick(dialog.size_box, Qt.Key.Key_Up)
    with qtbot.waitSignal(dialog.changed) as signal:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert signal.args[0].zoom == 1.1


ROWS = [("المستندات", "120"), ("الكلمات", "45,300")]
TABLES = [("الوسوم", ("الوسم", "المقاطع"), [("شخص", "12"), ("مكان", "9")])]


def test_numbers_are_copied_whole(window, qtbot):
    dialog = StatisticsDialog(ROWS, TABLES, window)
    dialog.open()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "المستندات\t120" in copied
    assert "الوسم\tالمقاطع\nشخص\t12\nمكان\t9" in copied


def test_selected_cells_are_copied_with_tabs(window, qtbot):
    dialog = StatisticsDialog(ROWS, TABLES, window)
    dialog.open()
    table = dialog.tabs.widget(1)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "شخص\t12\nمكان\t9"
