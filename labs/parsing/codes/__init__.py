"""Bar codes and QR codes: found on pages and photos, and kept as facts."""
