"""Public pages: rounds, funded projects, verification."""
