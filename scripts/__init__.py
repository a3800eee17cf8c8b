"""What developers and continuous integration run beside the command line."""
