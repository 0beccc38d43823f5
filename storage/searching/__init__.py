"""Search in all documents, through an index that can be made anew."""
