"""Meetings of the Governing Board: agenda, attendance, quorum, decisions, report."""
