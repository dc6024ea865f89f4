"""Who is a national, and what follows."""
