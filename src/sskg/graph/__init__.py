"""The one reading of a graph: things, relations, claims, evidence."""
