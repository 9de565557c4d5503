"""Identity, contacts, agreements, who is attached to a file."""
