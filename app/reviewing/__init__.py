"""What reviewers decide about translations.

A *reviewer* reads a *unit* of text beside its English and *accepts* it, *suggests* other words, or *comments*. A
suggestion is *open* until another reviewer *takes* or *declines* it or its maker *withdraws* it; one that was taken
waits to be written into the text files by a command. A *sign-off* is an accept on exactly the words that are there
now. A *back-translation* is what somebody reads in the translation, written in English. Acts are added and never
changed: what is in force is computed from them.
"""
