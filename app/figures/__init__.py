"""The ministry's figures: counted from the records, told only for groups that hide everybody in them.

A *base* is people who did one thing, each counted once: joined, got a certificate, took both checks, tried a quiz. A
*sheet* holds what may be told of one base in one month or year. ``protecting`` says what may be; everything that is
shown, downloaded or printed is made from sheets and from nothing else, so no door tells more than another.
"""
