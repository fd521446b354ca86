"""Numbers of one report that must follow from each other. One module is one check."""
