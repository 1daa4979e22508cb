"""Verification: anybody who holds a certificate's number and code sees what was printed, and how it stands today.

A *claim* is a number and a code that somebody typed or scanned. A claim that cannot be right by its form (a wrong
check character) is a typing mistake and counts as nothing; one that fits no certificate is a *miss*, and misses are
limited. The domain owns no table.
"""
