"""Who works on what: which documents are whose, and which are shown without suggestions."""
