"""Finding a certificate in the register: by number, name in either script, document, class, centre, day and status.

The register itself is the certificates' own; here are the *entries* by which it is searched, which can be made anew
from it at any time, and the officer's pages that search.
"""
