"""A copy of everything the service needs but its secrets, checked, and brought back.

A *backup* is one file; its *manifest* names what is inside with digests, and the keys by reference only.
"""
