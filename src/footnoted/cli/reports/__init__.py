"""Problems as people and programs read them: one module a format, each a function from an outcome to lines."""
