"""What people can do: pure functions that give a transaction, and the rules they obey."""
