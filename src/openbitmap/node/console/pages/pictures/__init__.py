"""One image of a person's encounter, for those who may read persons."""
