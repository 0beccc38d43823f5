"""Starts a process that works beside the window: `python -m ui.beside`."""

from ui.beside.child import main

main()
