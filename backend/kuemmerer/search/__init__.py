"""Full-text search for German administrative language."""
