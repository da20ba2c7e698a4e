"""Servers that the tests start for themselves, on loopback, with everything in a temporary folder."""
