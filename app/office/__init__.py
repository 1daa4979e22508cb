"""The ministry's settings on pages: issuer, rules, centres, people and their roles, designs of the certificate.

What is decided belongs to the domains to the left; here are the pages where an administrator decides it.
"""
