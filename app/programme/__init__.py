"""The programme: what a ministry decides about the course and its certificates.

A *programme* belongs to one *issuer*, whose *issuer code* (``KH-MLVT``: country and ministry) begins every
certificate number. It sets the *completion* rules, how long a certificate is valid, whether a person approves it
first, and what is printed across it (the *watermark*). An *award* is what a learner can earn: the core statement or
the full certificate. A country code ``XX`` belongs to no country: its programme is a *demo*, and says so on paper.
"""
