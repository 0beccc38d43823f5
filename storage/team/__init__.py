"""Several people: assignments, a file for each of them, and merging what they did."""
