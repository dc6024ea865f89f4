"""The work of the node for who oversees it: what waits, what is late, what broke, and how well it answers."""
