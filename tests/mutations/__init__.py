"""`python -m tests.mutations`: break each lock on purpose, in a copy of the tree; a break that no check sees is a failure."""
