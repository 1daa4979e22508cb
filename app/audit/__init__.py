"""Who did what, when, to whom: events are added and never changed or taken away.

An *act* is named in kebab-case by the domain that does it. The *actor* is a learner, a member of staff or the system;
the *subject* is what it was done to. Both are told by number, and the detail holds no names.
"""
