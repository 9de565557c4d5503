"""Sentences of the documents that the service words for itself: shipped, editable, dated, always with a way back."""
