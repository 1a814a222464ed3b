"""Work in a process with limits, and what a process knows of itself."""
