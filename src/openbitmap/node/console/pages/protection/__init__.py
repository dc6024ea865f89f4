"""People under protection: who is marked, what waits for a named officer, and what was let go."""
