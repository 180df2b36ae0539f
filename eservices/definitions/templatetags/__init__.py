"""Template tags of the form definitions."""
