"""Watches and notices across borders, and what may still come to a post."""
