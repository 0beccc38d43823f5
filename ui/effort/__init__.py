"""Effort in the window and on the command line: the report, its words, its page."""
