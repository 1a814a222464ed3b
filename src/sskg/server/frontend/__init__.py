"""The process that speaks HTTP: routes and what is around them; it computes nothing."""
