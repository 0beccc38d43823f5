"""Everybody's work in the file: sets, their steps and journal, batches, suggestions."""
