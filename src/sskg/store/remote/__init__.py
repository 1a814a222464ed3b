"""A store behind a SPARQL endpoint: requests, limits, and answers that are read with distrust."""
