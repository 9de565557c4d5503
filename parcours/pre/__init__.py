"""What only the PRE has: places and référents, hand-over, the new school year."""
