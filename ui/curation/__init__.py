"""Curation in the window: the annotators' articles beside the curator's, and the positions."""
