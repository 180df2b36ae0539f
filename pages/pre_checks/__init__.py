"""The pre-check ("am I entitled?"): a few questions and what can be said to the answers. Keeps nothing, refuses nobody."""
