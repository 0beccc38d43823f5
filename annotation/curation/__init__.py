"""Curation: several annotators' sets of a document made into one, place by place."""
