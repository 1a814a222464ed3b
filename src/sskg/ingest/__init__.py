"""From a document to proposals that a person decides on: the machine proposes, the check proves."""
