"""A language model as a proposer: it quotes sentences, and never says where in the text."""
