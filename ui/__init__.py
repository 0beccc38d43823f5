"""What people see: the window, the article view, panels, dialogs and the command line."""
