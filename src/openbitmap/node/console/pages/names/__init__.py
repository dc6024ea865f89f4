"""Names: search by name, document or machine-readable zone, and leads from names to entries."""
