"""The graph view: one HTML file with the picture, the statements and their passages."""
