"""What every room stands on: database, money, clock, audit, outbox, files, messages, errors.

Knows nothing of grants and nothing of Flask.
"""
