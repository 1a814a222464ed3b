"""Readers of one kind of proposal each: figures, dates, modality, things, relations."""
