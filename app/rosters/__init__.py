"""Bringing a class's people in from a spreadsheet, and giving the same columns back.

A *sheet* is a grid of cells, a *table* the part of it that holds people, a *line* one of its rows, a *row* what was
read in a line. A *plan* says what would become of each row. A *draft* keeps the tables, sealed, until somebody has
confirmed the plan; before that nothing is written.
"""
