"""Measurements on the loopback: what a page costs next to our own smallest answer, in one run."""
