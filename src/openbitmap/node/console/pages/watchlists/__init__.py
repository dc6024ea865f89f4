"""Watchlists: the lists, their entries, nominating one, and importing many."""
