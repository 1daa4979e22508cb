"""How a name is put in order, script by script; ``app.core.names`` is the door.

A *mark* is a sign that belongs to the letter before it, a *cluster* a letter with its marks. Keyboards let the marks
of one cluster be typed in any order and most orders look alike, so the same name can be stored in many ways. Here
each cluster gets the one order its script prescribes. Nothing here changes what a reader sees.
"""
