"""Reading what the report counts."""
