"""Tagsets: their values, the file people write them in, and whether two of them fit."""
