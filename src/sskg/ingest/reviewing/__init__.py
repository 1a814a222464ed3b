"""The page on which a person decides: served on this machine alone, or one file."""
