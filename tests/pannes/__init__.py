"""`python -m tests.pannes`: writers at the same moment, servers killed, forms sent twice; nothing acknowledged is lost."""
