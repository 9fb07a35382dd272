"""Sample documents in our own words."""
