"""Numbers as texts write them: in digits or words, in the ways of several countries, exactly."""
