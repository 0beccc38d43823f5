"""Records on their way into the file and out of it."""
