import pytest
from PySide6.QtCore import Qt

from ui.dialogs.path_field import shown_path
from ui.frame.invitation import Invitation, LinkButton, SampleBanner
from ui.look.language import set_language


@pytest.fixture
def invitation(window, qtbot):
    widget = Invitation(window)
    widget.resize(1000, 700)
    widget.show()
    return widget


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("sample_button", "sample_asked"),
        ("new_button", "new_asked"),
        ("open_button", "open_asked"),
    ],
)
def test_each_button_asks_for_its_way_to_begin(invitation, qtbot, button, signal):
    with qtbot.waitSignal(getattr(invitation, signal)):
        qtbot.keyClick(getattr(invitation, button), Qt.Key.Key_Space)


def links_of(invitation):
    return [link for link in invitation.findChildren(LinkButton) if link.isVisible()]


def test_recent_projects_are_links(invitation, qtbot):
    paths = ["/home/ليلى/أخبار.tawseem", "/home/x/march-2025.tawseem"]
    invitation.set_recent(["/old.tawseem"])
    invitation.set_recent(paths)
    qtbot.waitUntil(lambda: len(links_of(invitation)) == 2)
    with qtbot.waitSignal(invitation.recent_asked) as signal:
        qtbot.keyClick(links_of(invitation)[0], Qt.Key.Key_Space)
    assert signal.args == [paths[0]]


def test_it_speaks_another_language_at_once(invitation):
    set_language("en")
    invitation.retranslate()
    assert invitation.open_button.accessibleName() == "Open project"


def test_the_banner_hides_when_told(window, qtbot):
    banner = SampleBanner(window)
    banner.show()
    with qtbot.waitSignal(banner.hidden):
        qtbot.keyClick(banner.hide_button, Qt.Key.Key_Space)
    assert not banner.isVisible()


def test_arabic_parts_of_a_path_keep_their_places(tmp_path):
    shown = shown_path(tmp_path / "ليلى" / "خبر 1.txt")
    assert shown.endswith("\u2068ليلى\u2069/\u2068خبر 1.txt\u2069\u2069")
