"""The one door by which files and folders are made, replaced and removed."""
