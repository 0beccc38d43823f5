"""Whether a window can be opened here: a sentence instead of Qt's abort."""

import ctypes
import os
import sys

from annotation.errors import KnownError

# What Qt's windows need of a bare Debian or Ubuntu: a library, and the package that brings it.
EVERYWHERE = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
}
ON_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
ON_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def refuse_missing_screen() -> None:
    """KnownError when there is no screen, or a library for it is missing; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    has_x11 = bool(os.environ.get("DISPLAY"))
    has_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    if not platform and not has_x11 and not has_wayland:
        raise KnownError(
            "There is no screen here to open a window on; "
            "the commands of “main.py --help” work without one."
        )
    uses_x11 = platform == "xcb" or (not platform and not has_wayland)
    uses_wayland = platform == "wayland" or (not platform and has_wayland)
    _refuse_missing_libraries(
        EVERYWHERE | (ON_X11 if uses_x11 else {}) | (ON_WAYLAND if uses_wayland else {})
    )
    if uses_x11:
        _refuse_silent_screen()


def _refuse_missing_libraries(libraries: dict[str, str]) -> None:
    packages = sorted({package for name, package in libraries.items() if not _loads(name)})
    if packages:
        raise KnownError(
            "The window needs system libraries that are missing; install them with: "
            "sudo apt-get install {packages}",
            packages=" ".join(packages),
        )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _refuse_silent_screen() -> None:
    """Ask the X server for a connection, as Qt will."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if is_refused:
        raise KnownError(
            "The screen {display} does not answer, so no window can be opened.",
            display=os.environ.get("DISPLAY", ""),
        )
