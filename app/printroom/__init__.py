"""Printing on order: a *run* is an ordered list of certificates, drawn in *parts* by the worker, put on *sheets*.

The *stock* is the numbered paper an office holds; the *ledger* says what became of each sheet.
"""
