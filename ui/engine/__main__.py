"""Starts the suggester's process: `python -m ui.engine`."""

from ui.engine.child import main

main()
