"""`make base-rates`: every check asked of certificates known to be genuine. It writes `labs/checks/base_rates.json`."""
