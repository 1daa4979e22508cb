"""What the ministry reports, counted from the records and never kept by hand.

A *group* is a cell of a table; one of fewer than five people is *suppressed*, and so is whatever would give it away.
"""
