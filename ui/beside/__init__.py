"""Long work on a whole project, done by a child process beside the window."""
