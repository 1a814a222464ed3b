"""The processes that answer: how they are started, confined, asked and ended."""
