"""Numbers unlike others of their kind. One module is one check."""
