"""What a worker answers: lookups, queries, pages and linked data."""
