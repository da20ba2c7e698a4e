"""Versions of forms as data, and answers to them."""
