"""Leafproof, the website: the only place that knows Django."""
