"""Who tested what for whom. One module is one check."""
