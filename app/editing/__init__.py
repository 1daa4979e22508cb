"""What editors decide about facts: wages, rules, numbers to call.

The facts lie in files (``app.course.facts``). An *edit* is one decision of an editor about one fact, kept for ever:
a *check* (the words are right on a day), a *change* (new words), a fact *retired* (it reaches nobody) or *restored*,
or a *note*. A fact *in force* is the fact of the files with every edit laid over it that the files do not hold yet;
``flask facts export`` writes the edits into the files, each with its *key*, so that none applies twice. An edit made
over words that somebody else has changed since is refused, and nothing that was typed is lost.

The words of a changed fact stay in another language only where the editor says they are still right, or gives new
ones. Elsewhere readers get the fallback sentence in their language, with the numbers to call: an old sentence could
lead somebody to a wrong number.
"""
