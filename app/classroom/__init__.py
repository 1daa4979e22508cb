"""One device for a class: lessons on a wall, a quiz answered with raised cards, a phone that is passed on.

A **class quiz** is one draw for a whole session; the trainer taps who raised which card. Each answer is a row of its
own, the last one counts, and ending the quiz makes an attempt of each person's answers. A **hand-over** signs the
trainer out and leaves the device to the members of one class until it is ended.
"""
