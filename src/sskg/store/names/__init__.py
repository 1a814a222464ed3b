"""The index of names: how it is built, and how it is asked."""
