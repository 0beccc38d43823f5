"""Memory that is no longer used goes back to the system, where the C library has to be asked."""

import ctypes
import sys


def give_back() -> None:
    """Give free memory back: glibc keeps what reading many rows took for a moment."""
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other libraries have none
        if trim is not None:
            trim(0)
