"""The scenes of the story: each function is one sentence of it, done with visible links only."""
