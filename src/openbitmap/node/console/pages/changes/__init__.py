"""A change of who is who: its consequences before it is proposed, and before a second person decides about it."""
