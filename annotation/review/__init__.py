"""Review: what in finished work is probably wrong, and what reviewers say about it."""
