"""What comes from the computer: the time, new ids, memory to give back."""
