"""What each role finds on signing in."""
