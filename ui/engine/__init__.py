"""The suggester's own process: what it is told, what it answers, and how it is kept alive."""
