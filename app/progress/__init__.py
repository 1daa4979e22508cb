"""How a class gets on: learners by modules, who needs help, which questions it misses, what it knew before and after.

Only the trainers of a class see it. Answers of a single person are never shown, only what they came to.
"""
