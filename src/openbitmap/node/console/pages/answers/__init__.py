"""The newest answer of every submission, as cards."""
