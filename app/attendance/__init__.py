"""Who was there: marks of attendance at the sessions of a class, made by trainers or by the learners themselves.

A mark is never changed. Whoever was wrong makes another that corrects it and says why; how somebody stands is worked
out from all marks, so the old ones stay visible. A trainer's phone makes marks without a network and sends them later.
"""
