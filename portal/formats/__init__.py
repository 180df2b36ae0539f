"""How days are typed in the admin, where Django would have it otherwise."""
