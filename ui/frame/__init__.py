"""What stands around the article: focus, appearance, help, what is shown when nothing is open."""
