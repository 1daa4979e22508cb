"""Quizzes: draws of questions, attempts, marking, must-know questions.

An **attempt** answers a **draw**: the questions of one module's quiz, and their options, in the order this person
sees them. The draw is fixed on the server when the attempt starts; answers are kept one by one; only a submitted
attempt is marked, and only once. The **must-know** question is in every draw and has to be right to pass.
"""
