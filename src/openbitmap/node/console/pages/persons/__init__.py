"""Persons: the list and, beside it, one person with encounters, assertions, timeline, map and judgements."""
