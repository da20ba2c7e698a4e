"""A Party drafts, submits, replaces and withdraws its application."""
