"""Certificates: who has earned one, how it is numbered, what it states, and how it is drawn.

A *certificate* is a dated, numbered *statement* that is never changed. It shows an *award*: the core statement or the
full certificate. The *register* is all certificates; a *serial* is a certificate's place among those its issuer gave
in a year, counted without gaps. The *code* is random and printed beside the number: who has both may look it up. An
*eligibility* is what is still missing; a *request* waits for an officer where the programme wants approval. The
*standing* is how a certificate stands today: active, expired, superseded or revoked.
"""
