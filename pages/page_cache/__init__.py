"""Published pages, each made once and served many times: to whoever is nobody in particular, until something changes."""
