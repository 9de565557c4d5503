"""Communes, dated districts, streets, schools, and the contract's frame."""
