"""What the program notes of itself to find faults: a log, traces, crashes; nothing of people's."""
