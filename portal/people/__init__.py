"""Staff, units, roles and the rights matrix: who may do what."""
