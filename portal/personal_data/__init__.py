"""What protects people's data: encryption, blind index, codes, names, secrets, log redaction.

Hands on to every package above it one sealed format, one way to search for what is sealed, and one reading of
personal codes and names.
"""
