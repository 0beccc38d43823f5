"""Suggestions in the window: asked for, shown, decided, explained."""
