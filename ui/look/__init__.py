"""How things look and what they are called: theme, letters, language, words, settings."""
