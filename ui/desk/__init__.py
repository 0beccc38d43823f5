"""The desk: the open project and document, what happens to them, and what is current."""
