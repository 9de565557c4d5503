"""Editable, dated reference lists."""
