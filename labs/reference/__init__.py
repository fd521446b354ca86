"""What the world agrees on: analytes and their names, and the limits that authorities set. Facts are TOML files."""
