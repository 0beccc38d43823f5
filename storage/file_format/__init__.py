"""What the file holds: tables, versions and migrations, and values as they are written."""
