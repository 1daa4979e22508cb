"""Signals that something about a class should be looked at: each says in words what raised it.

A signal is no verdict. It goes to the ministry's officers, who ask and decide; nothing happens to a learner by itself,
and no trainer or agency sees it.
"""
