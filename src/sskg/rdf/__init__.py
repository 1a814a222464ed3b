"""RDF as such: terms, syntaxes in and out, tokens of SPARQL, guards against hostile input."""
