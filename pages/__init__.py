"""What editors publish: the public site."""
