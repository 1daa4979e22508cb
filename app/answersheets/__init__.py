"""The quiz on paper: answer sheets with circles to fill, and reading them back from photographs or scans.

A *sheet* belongs to one learner and asks a fresh draw of a module's questions; the *question sheet* holds the whole
pool, numbered and lettered for one class. A *reading* is what a photograph of a sheet was taken to say. What is not
clear is shown to the trainer and never guessed.
"""
