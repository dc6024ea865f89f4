"""The page of questions between nations."""
