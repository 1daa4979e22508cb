"""A copy of everything the service needs but its secrets, checked, and brought back.

A *backup* is one file: a packed tar, optionally *locked* as ``age`` locks files. Its *manifest* comes first and names
what is inside, the *members*, with digests, the rows of each table, and the keys by reference only. Operators use it
with ``flask backup``; nothing here is loaded where the web starts.
"""
