"""What was called back, by us and by others."""
