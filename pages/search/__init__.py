"""The site search: words as residents type them, without diacritics and with other endings."""
