"""The life of an application, in order; `ls` reads as the office works."""
