"""The API: documented, stable, read by programs."""
