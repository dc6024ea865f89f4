"""Accounts, for the administrator: who may enter, as what, and who is signed in."""
