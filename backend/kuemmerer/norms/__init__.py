"""Which law says what: every cited norm in one register, what we say about it and what depends on it."""
