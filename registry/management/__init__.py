"""What an operator runs: `manage.py <command>`."""
