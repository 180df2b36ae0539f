"""What things cost, as figures beside figures: `make bench` prints them, nothing asserts a time.

Each part is a process of its own on a demo office made for the run in a temporary folder. Every figure stands beside
another of the same run, so that it says something on any machine.
"""
