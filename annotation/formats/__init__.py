"""Interchange formats: what is read into records and written from them, and what each can hold."""
