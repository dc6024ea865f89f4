"""What waits for somebody between nations."""
