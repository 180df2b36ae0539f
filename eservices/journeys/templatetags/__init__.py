"""Template tags of the resident's pages."""
