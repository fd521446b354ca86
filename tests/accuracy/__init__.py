"""`make accuracy`: certificates with hand-checked truth, read and scored. What it finds is `labs/accuracy.json`."""
