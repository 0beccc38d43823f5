"""When things go wrong: checks, backups, the side journal, recovery, and how a file is opened."""
