"""People, their dated roles and how they sign in."""
