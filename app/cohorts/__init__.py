"""Groups that follow the course at a centre.

A cohort has members, trainers and a plan of sessions; a session is one meeting. What happens in a session is told by
the rooms to the right: rosters bring members in, attendance says who came, the classroom runs quizzes on one device.
"""
