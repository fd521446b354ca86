"""The head of a report: who tested what for whom, and when; and which samples it speaks of."""
