"""Personal codes, the encryption format, the blind index and log redaction."""
