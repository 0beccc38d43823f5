"""Effort: what annotating costs, from the journal, and what suggestions change about it."""
