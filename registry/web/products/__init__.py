"""Pages about a product, one batch of it, and several products side by side.

`results` finds the results of some samples that a kratom product is asked for, `figures` draws them over time,
`history` sets out a product's batches with their reports, and `comparing` puts products beside each other.
"""
