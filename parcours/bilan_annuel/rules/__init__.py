"""What is counted, over which year: pure."""
