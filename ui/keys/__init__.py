"""What a person can do and which keys do it: one table, and what is made from it."""
