"""The text of a page: glyphs from an engine, put right, to words and to phrases, each with its place."""
