"""Progress through lessons: which cards a person has seen or heard, and the journey they learn for.

A card counts as seen when its page was shown. Without an account progress is kept in the person's own signed
cookie and nowhere else; it moves to the account that is made later. The **journey** is origin, destination and
work; it chooses which facts are shown and may always be skipped.
"""
