"""What must be forgotten."""
