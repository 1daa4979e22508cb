"""Who signs in on the staff side, and how guessing at any account is slowed.

A *member of staff* has a sign-in name, a password, a second factor and roles. A *guesser* is whoever tries from one
network; a *wait* holds that guesser and nobody else, and always ends.
"""
