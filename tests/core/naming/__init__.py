"""How names are put in order, script by script. Each case tells the reason, what was typed, and the name."""
