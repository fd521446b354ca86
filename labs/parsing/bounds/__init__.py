"""Reading hostile files in a child process: what it may use, and how it is stopped."""
