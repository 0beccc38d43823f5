"""Dialogs: each asks one thing, is opened with `.open()`, and answers with a signal."""
