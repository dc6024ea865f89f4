"""From the bare address to the first room of a role."""
