"""Where a suggester of somebody else's is asked: `python -m ui.engine.external_service`.

What such a suggester does wrong is a sentence, not a fault: `{"refused": [template, values]}`. For
nobody knows where it stopped, this process then ends with it and all that it has started: they are
one group, which also ends with the window. The next question finds them started anew.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from annotation.errors import Refusal
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document
from ui.engine.child import serve
from ui.engine.command_suggester import CommandSuggester
from ui.engine.messages import EngineMessage, read_part

if TYPE_CHECKING:
    from annotation.tagsets.tagset import Tagset
    from ui.engine.onnx_folder import OnnxFolder

PATIENCE = 90.0  # seconds for one document; less than what the window waits for this process


class ExternalService:
    """Answers `begin`, which names the suggester, and then `suggest`."""

    def __init__(self) -> None:
        self._started: CommandSuggester | OnnxFolder | None = None

    def answer(self, message: EngineMessage) -> EngineMessage:
        """What a message asks for."""
        match message["do"]:
            case "begin":
                self._tagset = read_tagset(message["tagset"], "tagset")
                self._with = str(message["with"])
                return {"name": self._with, "version": "external"}
            case "suggest":
                return self._suggest(message)
            case other:
                raise ValueError(f"no message {other!r}")

    def _suggest(self, message: EngineMessage) -> EngineMessage:
        try:
            if self._started is None:
                self._started = start(self._with, self._tagset, PATIENCE, heads_group=False)
            found = self._started.suggest(read_part(message["document"], Document))
        except Refusal as refusal:
            values = {name: str(value) for name, value in refusal.values.items()}
            is_last = isinstance(self._started, CommandSuggester)
            self._started = None
            return {"refused": [refusal.template, values], "is_last": is_last}
        return {"suggestions": found}


def start(
    other: str, tagset: "Tagset", patience: float, *, heads_group: bool = True
) -> "CommandSuggester | OnnxFolder":
    """The command, or the folder with a model, that somebody named; see ChildProcess for groups.

    KnownError when it is of no use.
    """
    if is_folder(other):
        from ui.engine.onnx_folder import OnnxFolder

        return OnnxFolder(Path(other), tagset)
    return CommandSuggester(other, tagset, patience, heads_group=heads_group)


def is_folder(other: str) -> bool:
    """Whether there is such a folder; a command may be far too long for the name of one."""
    try:
        return bool(other) and Path(other).is_dir()
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    serve(lambda say: ExternalService())
