"""The report on its way between two processes."""

from dataclasses import replace

from annotation.agreement.figures import Figure
from annotation.effort.influence import Aspect, Contrast, Influence
from annotation.effort.work import TimedStep, Work
from annotation.values.items import Origin, Stage, Verdict
from annotation.values.transaction import Op
from tests.annotation.effort.efforts import effort_of
from ui.effort.job import read_report
from ui.effort.report import EffortReport
from ui.engine.messages import read_message, write_message


def test_the_report_comes_back_as_it_was() -> None:
    steps = (TimedStep("a", 1e9, Op.CREATE_SPAN), TimedStep("b", 1e9 + 5, Op.ACCEPT))
    origins = {Origin.BY_HAND: 1, Origin.ACCEPTED: 1}
    place = ("سارة", "d1", "0" * 64, 12, Stage.FINISHED)
    (effort,) = effort_of([Work(*place, origins, {}, {Verdict.ACCEPTED: 1}, steps)])
    contrast = Contrast(Figure(1.5, 1.0, 2.0, 9), Figure(2.5, None, None, 8), Figure(-1, -2, 0, 8))
    influence = Influence("", 9, 8, 1, {Aspect.DENSITY: contrast, Aspect.ACTS: Contrast()})
    report = EffortReport(0.25, (replace(effort, each=()),), (influence,))
    line = write_message({"is": "effort", "effort": report})
    assert read_report(iter([read_message(line)])) == report
