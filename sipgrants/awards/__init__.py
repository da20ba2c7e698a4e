"""Offer, conditions, agreement, instalments as rows, and what is due when."""
