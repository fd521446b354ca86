"""The order, age and pace of what was done. One module is one check."""
