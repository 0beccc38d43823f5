"""Suggestions: spans and relations proposed from rules, gazetteers and what was accepted before."""
