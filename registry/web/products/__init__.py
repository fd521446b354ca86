"""Pages about a product, one batch of it, and several products side by side.

`samples` asks which samples a reader may see, `results` finds what a kratom product is asked for in some samples,
`figures` draws it over time, `open_flags` says what disagrees, `history` sets out a product's batches with their
reports, and `comparing` puts products beside each other.
"""
