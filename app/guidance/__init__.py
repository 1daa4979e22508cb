"""Help a person can use without signing in: help lines by corridor."""
