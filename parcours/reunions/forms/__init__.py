"""Forms of the meetings, one module per screen."""
