"""Files as such: what kind they are, what is refused, photos made into PDFs, and pages drawn as pictures."""
