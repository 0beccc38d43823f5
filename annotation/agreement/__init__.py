"""Agreement: how alike several people marked the same documents, and where they differ."""
