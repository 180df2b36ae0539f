"""One table-based limiter for everything that can be guessed or flooded."""
