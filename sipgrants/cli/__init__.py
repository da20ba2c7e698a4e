"""Commands for the people who run the system: one module each."""
