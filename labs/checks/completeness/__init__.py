"""What a report should say and does not. One module is one check."""
