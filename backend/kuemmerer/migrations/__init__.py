"""How the database came to be as it is: one file per step, run at start. Steps only add."""
