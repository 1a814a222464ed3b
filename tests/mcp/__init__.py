"""The answers for assistants."""
