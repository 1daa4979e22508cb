"""People who learn: their names in two scripts, their number and PIN, and their own pages.

A *learner number* signs a person in and is no secret; the *PIN* is. A *reading* is one of the ways a typed name can be
understood, of which the person chooses. *Carrying over* moves what was done without an account into the account.
"""
