"""What is remembered: the project file, its journal, backups and the search index."""
