"""The panels around the article: documents, items, details, tags and the status strip."""
