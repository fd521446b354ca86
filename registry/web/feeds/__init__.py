"""Lists of the registry as Atom feeds: `atom` writes them, `reports` and `remarks` say what stands in them."""
