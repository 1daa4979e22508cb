"""The issuer's keys and what they sign: it knows algorithms, files and lists, and no certificate.

A *key* has a use (``qr`` for the square, ``vc`` for the credential, ``pdf`` for the seal) and a *kid*, the first four
bytes of the digest of its public part. An offline *root* signs the *trust list*, which says which keys there are and
how each stands; a checker pins the root and believes the newest list. A *signer* is whatever can sign with a key: a
file unlocked by a passphrase here, a hardware module elsewhere. The domain owns no table.
"""
