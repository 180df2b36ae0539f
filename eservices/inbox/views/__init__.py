"""The screens of the inbox: each finds its object through the caller's rights, calls one act and answers."""
