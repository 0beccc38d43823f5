"""The file itself: its lock, its header, its connection, new files, and folders beside it."""
