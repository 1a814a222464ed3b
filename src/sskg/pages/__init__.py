"""Answers as HTML, for the server and the static site alike: whoever shows them makes the links."""
