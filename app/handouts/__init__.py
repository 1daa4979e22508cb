"""What trainers print: a leaflet of each module, and the card of help lines for a journey.

A *leaflet* is one module on one sheet of A4, in one language, from the course's text alone; with a *corridor* it also
carries the facts of that journey, each with its source and the day it was checked. A *help card* is a sheet of A6
that is folded once and fits a passport. Owns no table; what was drawn is *kept* in the instance folder.
"""
