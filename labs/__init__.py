"""What we know about laboratory reports, in plain Python that has never heard of the website."""
