"""Commands of the form definitions."""
