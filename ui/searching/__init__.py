"""Finding words: in the article, and in all documents."""
