"""Alkaloids beside each other. One module is one check."""
