#!/bin/sh
# Makes the environment: the system libraries that Qt needs, then .venv with the locked packages.
#
#   sh .ci/environment.sh window    to run the program in a window
#   sh .ci/environment.sh test      to test it without a screen, with the tools of the tests
#
# It does again only what is missing or has changed, so calling it costs a blink.
set -u
cd "$(dirname "$0")/.." || exit 1

# Library and Debian package, first those Qt always loads, then those of its windows under X.
DRAWING='
libglib-2.0.so.0 libglib2.0-0
libEGL.so.1 libegl1
libGL.so.1 libgl1
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxkbcommon.so.0 libxkbcommon0
'
WINDOWS='
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libX11-xcb.so.1 libx11-xcb1
'

say() { echo "$*"; }
stop() { echo "$*" >&2; exit 1; }

main() {
    purpose=${1:-}
    case $purpose in
        window) lock=requirements.txt libraries=$DRAWING$WINDOWS ;;
        test) lock=requirements-dev.txt libraries=$DRAWING ;;
        *) stop "Say what for: window or test." ;;
    esac
    check_python
    if [ "$(uname -s)" = Linux ]; then install_system_libraries "$libraries"; fi
    make_venv
    install_packages "$lock"
    if [ "$purpose" = window ]; then check_screen; fi
}

check_python() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        stop "Tawseem needs Python 3.11 or newer as python3."
}

# -- what the system must have ---------------------------------------------------------------

install_system_libraries() {
    missing=$(missing_libraries "$1")
    packages=$(echo "$missing" | cut -s -d ' ' -f 2)
    if [ -z "$missing" ]; then return; fi
    if ! command -v apt-get >/dev/null; then
        stop "Qt needs libraries that this system lacks:" \
            $(echo "$missing" | cut -d ' ' -f 1) "- install them with your package manager."
    fi
    apt_install $packages ||
        stop "Qt needs libraries that this system lacks. Type this line," \
            "then the same command again:
sudo apt-get install --no-install-recommends $(echo $packages)"
}

# Lines of the given table whose library does not load.
missing_libraries() {
    echo "$1" | python3 -c '
import ctypes, sys
for line in filter(str.strip, sys.stdin):
    try:
        ctypes.CDLL(line.split()[0])
    except OSError:
        print(line.strip())'
}

# Installs where that needs no password; fails where it may not.
apt_install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        return 1
    fi
    say "Installing what Qt needs from the system: $(echo "$@")"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y"
    $apt install --no-install-recommends "$@" </dev/null >/dev/null 2>&1 && return
    $apt update </dev/null >/dev/null
    $apt install --no-install-recommends "$@" </dev/null >/dev/null
}

# -- what Python must have -------------------------------------------------------------------

make_venv() {
    if .venv/bin/python -c '' 2>/dev/null; then return; fi
    say "Making the environment in .venv"
    # Debian keeps ensurepip in python3-venv; without it the system's pip fills the environment.
    if python3 -c 'import ensurepip' 2>/dev/null; then
        python3 -m venv --clear .venv || stop "The folder .venv could not be made."
    else
        python3 -m venv --clear --without-pip .venv || stop "The folder .venv could not be made."
    fi
}

install_packages() {
    done_before=.venv/installed-$1
    if cmp -s "$1" "$done_before"; then return; fi
    say "Installing the packages of $1, at first some 100 MB"
    quiet=--quiet
    if [ -t 1 ]; then quiet=; fi
    # The lock names everything, so nothing is resolved: an older pip looks at newer releases for
    # what is asked for with extras, finds no hash for them, and gives up.
    pip_of_venv install $quiet --disable-pip-version-check --no-input \
        --no-deps --require-hashes --requirement "$1" ||
        stop "The packages could not be installed; the lines above say why."
    cp "$1" "$done_before"
}

pip_of_venv() {
    if .venv/bin/python -c 'import pip' 2>/dev/null; then
        .venv/bin/python -m pip "$@"
    elif python3 -c 'import pip' 2>/dev/null; then
        python3 -m pip --python .venv/bin/python "$@"
    else
        stop "Python has no pip here. Type: sudo apt-get install python3-pip"
    fi
}

# -- what a window must have -----------------------------------------------------------------

check_screen() {
    if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]
    then
        stop "There is no screen here, so no window can open;" \
            "the command line works without one: .venv/bin/python main.py --help"
    fi
}

main "$@"
