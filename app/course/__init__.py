"""The course: what is taught, in which words, and how sure we are of them.

Reads ``curriculum/`` once, when the application starts, into frozen dataclasses; owns no table.

A *course* is the curriculum at a version with a digest. Its *modules* hold *lessons*, made of *cards*; a *question*
has options, tests one *outcome*, and one question of each module is *must-know*. A *unit* is the smallest text that
is translated and reviewed as a whole: what a module is about, a lesson's title, a card, a question. A unit's *state*
(missing, draft, reviewed, outdated) is computed from digests and never typed. A *fact slot* is a place in a card
where a checked fact of the learner's corridor goes; a *fault* is anything that must be mended before the course may
be shown. An *edition* is the course as one locale shows it.
"""
