"""What ships with the package, and what its ontology says of classes and properties."""
