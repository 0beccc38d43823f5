"""The strip below: is everything saved, what was just said, how far the document is, and whose."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QWidget

from annotation.values.items import Stage
from ui.look.language import isolated, tr
from ui.look.plain_text import PlainLabel, tip
from ui.look.text_scale import sized
from ui.look.theme import LIGHT, Theme
from ui.look.words import anchored, stage_word
from ui.panels.inks import LIGHT_INKS, Inks, colour_text
from ui.panels.marks import draw_check, draw_refusal, draw_stage
from ui.panels.work_line import WorkLine

PROMINENT = 6000  # milliseconds for which a message stands out
LONG_PROMINENT = 12000  # the same for a refusal, which has a reason to be read
MARK = 16
SHARE = 0.4  # of the strip, that a message may take beside the counts


class StatusStrip(QWidget):
    """A message at the leading side; progress, stage, annotator and the saved mark after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self._unsaved = self._missed = 0
        self._counts: tuple[str, ...] = ()
        self._is_refusal = False
        self._is_faded = True
        self.refusal_mark = StatusMark(self)
        self.message = ElidedLabel(self)
        self.work = WorkLine(self)
        self.progress = PlainLabel("", self)
        self.blind = PlainLabel("", self)
        self.stage_mark = StatusMark(self)
        self.stage = PlainLabel("", self)
        self.annotator = PlainLabel("", self)
        self.saved_mark = StatusMark(self)
        self.saved = PlainLabel("", self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        self._lay_out()
        self.set_theme(LIGHT)
        self.set_saved(0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(6)
        row.addWidget(self.refusal_mark)
        row.addWidget(self.message, 1)
        row.addSpacing(12)
        row.addWidget(self.work)
        for widget, gap in (
            (self.progress, 16),
            (self.blind, 16),
            (self.stage_mark, 0),
            (self.stage, 18),
            (self.annotator, 18),
            (self.saved_mark, 0),
            (self.saved, 0),
        ):
            row.addWidget(widget)
            row.addSpacing(gap)
        for hidden in (self.refusal_mark, self.blind, self.stage_mark):
            hidden.hide()

    # -- what is told -----------------------------------------------------------------------------

    def say(self, sentence: str, *, is_refusal: bool = False) -> None:
        """Say something; it stands out for some seconds and stays readable until `quiet`."""
        self._is_refusal, self._is_faded = is_refusal, False
        self.message.set_sentence(sentence)
        self.refusal_mark.setVisible(is_refusal)
        self._timer.start(LONG_PROMINENT if is_refusal else PROMINENT)
        self._colour_message()
        self._make_room()
        self._announce(sentence)

    def quiet(self) -> None:
        """Clear the message, as the next act does."""
        self._timer.stop()
        self.message.set_sentence("")
        self.refusal_mark.hide()
        self._make_room()

    def set_saved(self, unsaved: int) -> None:
        """Tell how many acts are not on disk yet; none is the calm state."""
        self._unsaved = unsaved
        words = tr("{count} not saved yet", count=f"{unsaved:,}") if unsaved else tr("Saved")
        self.saved.setText(words)
        self.saved_mark.setAccessibleName(words)
        self._colour_saved()

    def set_coming(self, left: int) -> None:
        """Tell how many documents of an import are still to come."""
        if left:
            words = tr("{count} documents are still coming in", count=f"{left:,}")
            self.work.show_words(words, can_be_cancelled=False)
        else:
            self.work.show_nothing()

    def set_progress(self, pending_left: int, spans: int, relations: int) -> None:
        """Tell what the open document holds and what still waits for a decision."""
        self._counts = (
            tr("Suggestions {count}", count=f"{pending_left:,}"),
            tr("Spans {count}", count=f"{spans:,}"),
            tr("Relations {count}", count=f"{relations:,}"),
        )
        self._show_counts()

    def set_missed(self, count: int) -> None:
        """Tell how many bare places look like names; none is not worth a word."""
        self._missed = count
        self._show_counts()

    def _show_counts(self) -> None:
        words = tr("Perhaps missed {count}", count=f"{self._missed:,}")
        parts = (*self._counts, words) if self._missed and self._counts else self._counts
        self.progress.setText(anchored(" · ".join(parts)) if parts else "")

    def set_blind(self, is_blind: bool) -> None:
        """Tell whether the open document is done without suggestions."""
        self.blind.setText(tr("Without suggestions"))
        why = tr("A share of the documents is shown without suggestions, to see what they change.")
        self.blind.setToolTip(tip(why))
        self.blind.setVisible(is_blind)

    def set_stage(self, stage: Stage) -> None:
        """Tell how far the work on the open document is."""
        self.stage.setText(stage_word(stage))
        self.stage_mark.stage = stage
        self.stage_mark.setAccessibleName(stage_word(stage))
        self.stage_mark.show()
        self.stage_mark.update()

    def set_annotator(self, name: str) -> None:
        """Tell whose work it is."""
        self.annotator.setText(isolated(name))
        self.annotator.setToolTip(tip(tr("Annotator: {name}", name=isolated(name))))
        self.annotator.setAccessibleName(tr("Annotator: {name}", name=isolated(name)))

    def clear(self) -> None:
        """No document is open: nothing to tell about one."""
        self._counts, self._missed = (), 0
        self.progress.clear()
        self.stage.clear()
        self.blind.hide()
        self.stage_mark.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of the theme."""
        self._inks = Inks.of(theme)
        for mark in (self.refusal_mark, self.stage_mark, self.saved_mark):
            mark.inks = self._inks
            mark.update()
        for label in (self.work.words, self.progress, self.blind, self.stage, self.annotator):
            colour_text(label, self._inks.muted)
        self._colour_message()
        self._colour_saved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    # -- within -----------------------------------------------------------------------------------

    def is_prominent(self) -> bool:
        """Whether a message stands out now."""
        return not self._is_faded and bool(self.message.sentence)

    def _fade(self) -> None:
        self._is_faded = True
        self._colour_message()
        self._make_room()

    def _make_room(self) -> None:
        """While a long message stands out, the counts give way to it."""
        needed = self.message.fontMetrics().horizontalAdvance(self.message.sentence)
        is_long = needed > self.width() * SHARE
        self.progress.setHidden(self.is_prominent() and is_long)

    def _colour_message(self) -> None:
        loud = self._inks.refused if self._is_refusal else self._inks.text
        colour_text(self.message, self._inks.muted if self._is_faded else loud)
        self.refusal_mark.is_faded = self._is_faded
        self.refusal_mark.update()

    def _colour_saved(self) -> None:
        is_saved = self._unsaved == 0
        self.saved_mark.is_saved = is_saved
        self.saved_mark.update()
        colour_text(self.saved, self._inks.muted if is_saved else self._inks.warning)

    def _announce(self, sentence: str) -> None:
        """Let a screen reader say it."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))


class StatusMark(QWidget):
    """A small drawn mark: a stage, the saved mark, or the sign of a refusal."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.inks = LIGHT_INKS
        self.stage: Stage | None = None
        self.is_saved: bool | None = None
        self.is_faded = False
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(QSize(sized(MARK), sized(MARK)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.width()
        centre, unit = QPointF(size / 2, size / 2), size / MARK
        if self.stage is not None:
            draw_stage(painter, centre, self.stage, self.inks)
        elif self.is_saved:
            box = QRectF(3.5 * unit, 4.5 * unit, 9.5 * unit, 7 * unit)
            draw_check(painter, box, self.inks.good)
        elif self.is_saved is False:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.inks.warning)
            painter.drawEllipse(centre, 4 * unit, 4 * unit)
        else:
            draw_refusal(painter, centre, self.inks.muted if self.is_faded else self.inks.refused)
        painter.end()


class ElidedLabel(PlainLabel):
    """A line of text that is shortened where the room ends; the whole is in its tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_sentence(self, sentence: str) -> None:
        """Show this sentence."""
        self.sentence = sentence
        self.setAccessibleName(sentence)
        self.setText(anchored(sentence) if sentence else "")
        self.setToolTip(tip(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        metrics = self.fontMetrics()
        fitting = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        side = QStyle.visualAlignment(self.layoutDirection(), leading)
        painter.drawText(self.rect(), int(side), fitting)
        painter.end()
