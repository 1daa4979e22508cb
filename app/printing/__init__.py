"""Paper: the one engine that sets, paints and writes what Waymark prints, and no domain.

A *paper* is a PDF that is PDF/A-3a and PDF/UA-1 at once: with our fonts alone, one colour profile, text that can be
copied exactly, and no address fetched. *Art* is drawn below the text, once however many pages show it. The *square*
is a QR code of one fixed pitch. A *blank* is a paper set once whose *gaps* are filled in for each person. Importing
the engine takes a second and forty megabytes, so the web starts without it and enters through ``door``.
"""
