"""English of an office in Latvia: the day first."""
