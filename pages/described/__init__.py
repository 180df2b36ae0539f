"""The public pages as other machines read them, made from the same facts."""
