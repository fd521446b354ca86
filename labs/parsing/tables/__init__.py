"""Phrases to tables, rows and analyte results."""
