"""Prove again who you are, before a decision or an export."""
