"""A project whose path is no UTF-8, as old disks and archives hold them, in the window."""

import os
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from ui.app import Opening, make_application
from ui.desk.sample import news_tagset
from ui.look.settings import Settings, load_settings, save_settings

TEXT = "قال عمر السالمي في الرياض إن سلمى حداد زارت البنك الدولي."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_the_window_opens_it_and_opens_it_again(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / os.fsdecode(b"\xd9\x85\xff \xe3\xd1")
    folder.mkdir()
    path = folder / os.fsdecode(b"\xe3\xd1 project.tawseem")
    with Project.create(path, news_tagset()) as project:
        project.add_records([Record(Document.of("a", "خبر", TEXT))])
    save_settings(Settings(language="en", annotator="سلمى"))
    for named in (path, None):  # the second time as the last one used
        window = Opening(make_application(), named).window
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda window=window: window.desk.session is not None)  # type: ignore[misc]
        assert window.desk.link is not None
        assert window.desk.link.path == path
        window.windowTitle().encode("utf-8")
        qtbot.waitUntil(lambda window=window: not window.opening.is_suggesting)  # type: ignore[misc]
        window.close()
        assert Path(load_settings().last_project) == path
