"""Annotating by hand: spans, relations, labels, and the same words everywhere."""
