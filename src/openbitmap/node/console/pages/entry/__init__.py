"""The way in: a key becomes a session cookie."""
