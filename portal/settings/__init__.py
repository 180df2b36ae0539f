"""One module of settings for each kind of installation."""
