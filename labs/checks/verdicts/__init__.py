"""The laboratory's own words on its results. One module is one check."""
