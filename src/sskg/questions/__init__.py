"""Answers to questions about the graph: each is `f(store, …)` and returns a frozen dataclass."""
