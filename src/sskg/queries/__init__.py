"""Named queries: one SPARQL file each, with a header that says what it asks."""
