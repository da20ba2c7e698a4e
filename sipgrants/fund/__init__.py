"""Contributions, pledges and the ledger of the Specific Trust Fund."""
