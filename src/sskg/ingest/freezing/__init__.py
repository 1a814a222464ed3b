"""One extractor for each form of document; each imports its library only when it is used."""
