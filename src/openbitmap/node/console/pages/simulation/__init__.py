"""What simulations of two nations found on this machine: what must hold, what broke, and how to see it again."""
