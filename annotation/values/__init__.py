"""What there is: items, the state they make, its changes, and the history of these."""
