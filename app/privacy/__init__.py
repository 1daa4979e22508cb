"""What is kept about people, why and how long; what one person may ask for; and forgetting.

A *rule* names a field, its purpose and its term; a *retention run* applies all rules.
"""
