"""The review queue and the comments: their windows, and the job that finds."""
