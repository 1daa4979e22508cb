"""Answers for other systems: verify, status, changes since a cursor, figures; and webhooks that tell them.

A *client* is a system of an authority, a *token* lets it in, a *scope* says for what.
"""
