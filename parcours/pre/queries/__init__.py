"""Lists and counts of the PRE: places, hand-over, new school year."""
