"""The open project: its documents, what goes in and out of it, its people and numbers."""
