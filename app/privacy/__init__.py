"""What is kept of people, why and how long; a copy of it, its end, and who looked.

A *table rule* tells of one table what each column holds, for what *purpose*, and how a learner's rows are found. A
*term* is how long something is kept at most, and a *sweep* ends what has passed its term. To *forget* a learner is to
empty everything that names them; what is left tells nothing without the rest. A *copy* is all that is kept of one
learner.
"""
