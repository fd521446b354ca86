"""The pages: requests in, templates out. Each view validates, calls one function and answers."""
