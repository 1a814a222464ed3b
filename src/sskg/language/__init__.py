"""The words and letters that answers are told in: both languages, folding, safe text."""
