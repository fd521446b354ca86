"""What the method could see and measure. One module is one check."""
