"""The whole graph for other tools: one writer a file, and `formats` that finds it by suffix."""
