"""How quick it is: `python3 run.py bench`. How to add a figure: harness.py."""
